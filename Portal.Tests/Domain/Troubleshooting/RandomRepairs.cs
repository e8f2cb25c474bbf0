using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Troubleshooting;

/// <summary>
/// Made-up problems small enough to be solved exactly: up to 6 causes, 5 questions, 8 fixes. Some are like a playbook, some are as awkward as can be:
/// fixes for everything, fixes that hardly help, answers full of noise, a person who is nearly free or very dear.
/// </summary>
internal static class RandomRepairs
{
    private static readonly double[] Chances = [0.1, 0.35, 0.7, 0.93, 1];

    public static RepairProblem Of(int seed)
    {
        var random = new Random(seed);
        // Every tenth has all the sizes there are.
        var largest = seed % 10 == 0;
        var causes = largest ? 6 : random.Next(2, 7);
        var chances = Enumerable.Range(0, causes).Select(_ => Math.Pow(random.NextDouble(), random.Next(1, 4)) + 0.01).ToArray();
        var somethingElse = random.Next(4) > 0;

        return new(chances,
            [.. Enumerable.Range(0, largest ? 5 : random.Next(0, 6)).Select(_ => Question(random, causes))],
            [.. Enumerable.Range(0, largest ? 8 : random.Next(1, 9)).Select(_ => Remedy(random, causes, somethingElse))],
            HandOvers(random, causes));
    }

    private static RepairProblem.Question Question(Random random, int causes)
    {
        var answers = random.Next(2, 4);
        var dontKnow = random.Next(3) switch { 0 => 0.0, 1 => 0.15, _ => random.NextDouble() * 0.5 };
        // 0: whoever asks knows it; above: the answers of one cause look more and more like those of another.
        var noise = random.Next(4) switch { 0 => 0.0, 1 => 0.05, 2 => 0.2, _ => random.NextDouble() };
        var likelihoods = Enumerable.Range(0, answers + 1).Select(_ => new double[causes]).ToArray();
        for (var c = 0; c < causes; c++)
        {
            var (right, indifferent) = (random.Next(answers), random.Next(3) == 0);
            for (var a = 0; a < answers; a++)
                likelihoods[a][c] = (1 - dontKnow) * (indifferent ? 1.0 / answers : (a == right ? 1 - noise : 0) + noise / answers);
            likelihoods[answers][c] = dontKnow;
        }

        return new(Cost(random, 2, 120), likelihoods);
    }

    private static RepairProblem.Remedy Remedy(Random random, int causes, bool somethingElse)
    {
        var cures = new double[causes];
        var curable = somethingElse ? causes - 1 : causes;
        var many = random.Next(5) == 0 ? curable : random.Next(1, Math.Min(curable, 3) + 1);
        for (var i = 0; i < many; i++) cures[random.Next(curable)] = random.Next(3) == 0 ? random.NextDouble() : Chances[random.Next(Chances.Length)];
        return new(Cost(random, 10, 600), cures);
    }

    private static RepairProblem.HandOver[] HandOvers(Random random, int causes)
    {
        var cost = Cost(random, 60, 20_000);
        var anybody = new RepairProblem.HandOver([.. Enumerable.Repeat(cost, causes)]);
        if (random.Next(2) == 0) return [anybody];

        // Who can do what one of the causes needs: quicker if it is that one, a detour if not.
        var theirs = random.Next(causes);
        return [anybody, new([.. Enumerable.Range(0, causes).Select(c => cost * (c == theirs ? 0.3 + 0.5 * random.NextDouble() : 1.2))])];
    }

    private static double Cost(Random random, double least, double most) => least * Math.Pow(most / least, random.NextDouble());
}
