namespace Portal.Domain.Troubleshooting;

/// <summary>
/// Troubleshooting as a decision under uncertainty, without a word about payments: exactly one cause holds; what may be asked, what may be tried, and
/// whom it may be handed to. Each thing is asked or tried once; a fix that works ends it, handing over always ends it. The planner works on this,
/// and so does the exact solution it is measured against (Heckerman, Breese, Rommelse 1995; single fault).
/// </summary>
/// <remarks>All costs are in one unit (seconds of the person at the counter). A "cause" may well be "something that nobody knows".</remarks>
/// <param name="Chances">Of each cause; only the proportions matter.</param>
/// <param name="HandOvers">At least one: without it some problems would never end.</param>
public sealed record RepairProblem(
    IReadOnlyList<double> Chances, IReadOnlyList<RepairProblem.Question> Questions, IReadOnlyList<RepairProblem.Remedy> Remedies,
    IReadOnlyList<RepairProblem.HandOver> HandOvers)
{
    /// <summary>More than 64 would not fit the set of what is done.</summary>
    public const int Most = 64;

    /// <param name="Likelihoods">[answer][cause]: how likely the answer is if the cause holds; over all answers, "don't know" among them, 1 for each cause.</param>
    public sealed record Question(double Cost, double[][] Likelihoods);

    /// <param name="Cures">How likely the fix ends it if the cause holds.</param>
    public sealed record Remedy(double Cost, double[] Cures);

    /// <param name="Costs">What it costs from here to the end if the cause holds: whoever gets the right request needs less.</param>
    public sealed record HandOver(double[] Costs);
}

/// <summary>Where somebody stands in a <see cref="RepairProblem"/>.</summary>
/// <param name="Weights">Chance of each cause times the chance of everything seen so far; what they add up to is the chance of having come here.</param>
/// <param name="Asked">One bit for each question.</param>
/// <param name="Tried">One bit for each fix.</param>
public readonly record struct RepairState(double[] Weights, ulong Asked, ulong Tried)
{
    public static RepairState Start(RepairProblem problem) => new([.. problem.Chances], 0, 0);

    public double Chance => Weights.Sum();

    public RepairState Answered(RepairProblem problem, int question, int answer) =>
        new(Times(problem.Questions[question].Likelihoods[answer]), Asked | 1UL << question, Tried);

    public RepairState NotHelped(RepairProblem problem, int remedy) =>
        new(Times(Array.ConvertAll(problem.Remedies[remedy].Cures, cured => 1 - cured)), Asked, Tried | 1UL << remedy);

    private double[] Times(double[] factors)
    {
        var weights = new double[Weights.Length];
        for (var c = 0; c < weights.Length; c++) weights[c] = Weights[c] * factors[c];
        return weights;
    }
}

public enum MoveKind { Ask, Try, HandOver }

/// <param name="Index">Of the question, the fix, or the one it is handed to.</param>
/// <param name="Cost">Expected from here to the end.</param>
/// <param name="Steps">Expected number of steps, this one and handing over included.</param>
public readonly record struct Move(MoveKind Kind, int Index, double Cost, double Steps);
