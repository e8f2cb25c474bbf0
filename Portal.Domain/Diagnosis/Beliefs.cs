using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <param name="Cause">Null: something that the playbook does not know.</param>
/// <param name="Probability">0 to 1; all beliefs of one case add up to 1.</param>
public sealed record Belief(Cause? Cause, double Probability);

/// <summary>
/// How likely each cause is: its share for this code and context, times what every fact and answer makes of it. "Something else" is always among them.
/// Immutable; every <c>With</c> gives a new one.
/// </summary>
public sealed class Beliefs
{
    private readonly Playbook playbook;

    /// <summary>One for each cause, in the playbook's order, and the last for something else. Not normalised.</summary>
    private readonly double[] weights;

    private Beliefs(Playbook playbook, double[] weights) => (this.playbook, this.weights) = (playbook, weights);

    public static Beliefs Of(Playbook playbook, CaseFile file, IReadOnlyList<Evidence> evidence)
    {
        var weights = new double[playbook.Causes.Count + 1];
        for (var i = 0; i < playbook.Causes.Count; i++) weights[i] = Prior(playbook.Causes[i], file);
        if (weights.All(w => w == 0)) Array.Copy(PriorsByGroup(playbook, file), weights, playbook.Causes.Count);
        weights[^1] = Weights.SomethingElse;

        var keys = evidence.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < playbook.Causes.Count; i++)
            foreach (var pointer in playbook.Causes[i].Evidence)
                if (keys.Contains(pointer.Key)) weights[i] *= Weights.LikelihoodRatio(pointer.Strength);

        return new(playbook, weights);
    }

    public double Of(string cause) => weights[IndexOf(cause)] / weights.Sum();

    public double SomethingElse => weights[^1] / weights.Sum();

    /// <summary>Most probable first; equal ones by id, so that the same case always reads the same.</summary>
    public IReadOnlyList<Belief> Ranked()
    {
        var sum = weights.Sum();
        return [.. weights
            .Select((w, i) => new Belief(i < playbook.Causes.Count ? playbook.Causes[i] : null, w / sum))
            .Where(b => b.Probability > 0)
            .OrderByDescending(b => b.Probability).ThenBy(b => b.Cause?.Id ?? "~", StringComparer.Ordinal)];
    }

    /// <summary>After an answer, or after a fact that the causes themselves do not name (<paramref name="except"/> skips those that do).</summary>
    public Beliefs With(CheckOption answer, string? except = null)
    {
        var changed = (double[])weights.Clone();
        foreach (var effect in answer.Effects)
        {
            var i = IndexOf(effect.Cause);
            if (i < 0 || except is not null && playbook.Causes[i].Evidence.Any(e => e.Key == except)) continue;
            changed[i] *= Weights.LikelihoodRatio(effect.Strength);
        }

        return new(playbook, changed);
    }

    /// <summary>After a fix that did not help: less of what it would have cured.</summary>
    public Beliefs WithoutHelp(Fix fix)
    {
        var changed = (double[])weights.Clone();
        foreach (var cure in fix.Cures)
            if (IndexOf(cure.Cause) is >= 0 and var i) changed[i] *= 1 - Weights.Cured(cure.Chance);
        return new(playbook, changed);
    }

    /// <summary>Chance that the fix ends the case now.</summary>
    public double ChanceOf(Fix fix)
    {
        var sum = weights.Sum();
        return fix.Cures.Sum(cure => IndexOf(cure.Cause) is >= 0 and var i ? weights[i] / sum * Weights.Cured(cure.Chance) : 0);
    }

    /// <summary>Chance of each option but "don't know", as the effects written on them imply. Adds up to 1.</summary>
    public IReadOnlyList<(CheckOption Option, double Chance)> ChancesOf(Check check)
    {
        var options = check.Options.Where(o => o.Id != Check.DontKnow).ToList();
        var chances = new double[options.Count];
        var ratios = new double[options.Count];
        var sum = weights.Sum();
        for (var c = 0; c < weights.Length; c++)
        {
            for (var o = 0; o < options.Count; o++) ratios[o] = RatioOf(options[o], c);
            var total = ratios.Sum();
            for (var o = 0; o < options.Count; o++) chances[o] += weights[c] / sum * ratios[o] / total;
        }

        return [.. options.Select((o, i) => (o, chances[i]))];
    }

    private double RatioOf(CheckOption option, int cause)
    {
        if (cause >= playbook.Causes.Count) return 1;
        foreach (var effect in option.Effects)
            if (effect.Cause == playbook.Causes[cause].Id) return Weights.LikelihoodRatio(effect.Strength);
        return 1;
    }

    private int IndexOf(string cause)
    {
        for (var i = 0; i < playbook.Causes.Count; i++)
            if (playbook.Causes[i].Id == cause) return i;
        return -1;
    }

    private static double Prior(Cause cause, CaseFile file)
    {
        if (CaseSymptom.Of(file) is { } symptom) return cause.StrengthOfSymptom(symptom) is { } s ? Weights.Prior(s) : 0;

        var sale = file.Transaction;
        var byCode = Strength(sale.ResponseCode);
        var byAdvice = Strength(sale.AdviceCode is { } advice ? "MAC" + advice.PadLeft(2, '0') : null);
        return Math.Max(byCode, byAdvice);

        double Strength(string? code) => code is not null && cause.StrengthOf(sale.Scheme ?? ResponseCodeCatalogue.Fallback, code) is { } s ? Weights.Prior(s) : 0;
    }

    /// <summary>A code that no cause names: what the catalogue says of its group and of who acts still narrows it down.</summary>
    private static double[] PriorsByGroup(Playbook playbook, CaseFile file) =>
    [
        .. playbook.Causes.Select(cause =>
            cause.Group != file.Code?.Group ? 0
            : Weights.Prior(cause.WhoActs == file.Code?.WhoActs ? Strength.Possible : Strength.Unlikely)),
    ];
}
