using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;

namespace Portal.Bench;

/// <summary>One decline with what is believed of it before anybody is asked: the hidden cause is drawn from these beliefs.</summary>
internal sealed class SimulatedCase(Playbook playbook, CaseFile file, DateTimeOffset now)
{
    public Playbook Playbook => playbook;
    public CaseFile File => file;
    public DateTimeOffset Now => now;

    public string Code { get; } = file.Transaction.Scheme + "/" + file.Transaction.ResponseCode;

    /// <summary>Most probable first; what is missing to 1 is something that the playbook does not know.</summary>
    public IReadOnlyList<Belief> Causes { get; } = NextStep.Suspected(playbook, file, now, []);

    /// <summary>Answers that the portal has by itself: whoever asks the person at the counter is told the same.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; } = KnownAnswers.Of(playbook, EvidenceRules.From(file, now)).ToDictionary(k => k.CheckId, k => k.Option);

    public Verdict Verdict { get; } = Diagnosed.Of(file, playbook, now).Verdict;

    public bool Allows(Fix fix) => Allowed.Is(fix, file, Verdict);

    /// <returns>Null: something that the playbook does not know.</returns>
    public Cause? Draw(Random random)
    {
        var at = random.NextDouble();
        foreach (var belief in Causes)
            if ((at -= belief.Probability) < 0) return belief.Cause;
        return null;
    }
}

/// <summary>The person at the counter, the terminal and the bank: answers and outcomes as the playbook's own words have them.</summary>
/// <param name="wrong">Share of answers that are wrong: another one, each equally likely.</param>
internal sealed class Counter(SimulatedCase about, Cause? cause, Random random, double wrong)
{
    public double Cost { get; private set; }
    public int Steps { get; private set; }
    public int Questions { get; private set; }
    public bool HandedOver { get; private set; }

    public string Ask(Check check)
    {
        Spend(check.CostSeconds + Weights.ReadingSeconds);
        Questions++;
        if (random.NextDouble() < Weights.DontKnow) return Check.DontKnow;

        var options = check.Options.Where(o => o.Id != Check.DontKnow).ToArray();
        var answer = about.Facts.TryGetValue(check.Id, out var fact) ? Array.FindIndex(options, o => o.Id == fact) : Drawn(Words.Likelihoods(check, cause));
        if (random.NextDouble() < wrong && options.Length > 1) answer = (answer + 1 + random.Next(options.Length - 1)) % options.Length;
        return options[answer].Id;
    }

    public bool Try(Fix fix)
    {
        Spend(Words.CostOf(fix));
        return random.NextDouble() < Words.Cured(fix, cause);
    }

    /// <param name="request">What the acquirer is asked to do; null: support finds out.</param>
    public void HandOver(Fix? request)
    {
        HandedOver = true;
        Spend(request is null ? Weights.HandOverSeconds
            : random.NextDouble() < Words.Cured(request, cause) ? Weights.RightRequestSeconds : Weights.WrongRequestSeconds);
    }

    private void Spend(double seconds) => (Cost, Steps) = (Cost + seconds, Steps + 1);

    private int Drawn(double[] likelihoods)
    {
        var at = random.NextDouble();
        for (var i = 0; i < likelihoods.Length - 1; i++)
            if ((at -= likelihoods[i]) < 0) return i;
        return likelihoods.Length - 1;
    }
}

/// <summary>A playbook's words as numbers, for one cause.</summary>
internal static class Words
{
    /// <summary>Of each answer but "don't know", in the check's order; over all of them 1.</summary>
    public static double[] Likelihoods(Check check, Cause? cause)
    {
        var options = check.Options.Where(o => o.Id != Check.DontKnow).ToArray();
        var spoken = options.SelectMany(o => o.Effects).Select(e => e.Cause).Distinct().ToArray();
        // The last column is every cause that the check does not speak of.
        var ratios = options.Select(o => spoken.Select(id => o.Effects.FirstOrDefault(e => e.Cause == id) is { } effect ? Weights.LikelihoodRatio(effect.Strength) : 1).Append(1).ToArray()).ToArray();
        var column = Array.IndexOf(spoken, cause?.Id) is >= 0 and var i ? i : spoken.Length;
        return [.. Weights.Likelihoods(ratios).Select(of => of[column])];
    }

    public static double Cured(Fix fix, Cause? cause) => fix.Cures.FirstOrDefault(c => c.Cause == cause?.Id) is { } cure ? Weights.Cured(cure.Chance) : 0;

    public static double CostOf(Fix fix) => fix.CostSeconds + Weights.ReadingSeconds + (fix.Risk == FixRisk.Low ? Weights.RiskSeconds : 0);
}
