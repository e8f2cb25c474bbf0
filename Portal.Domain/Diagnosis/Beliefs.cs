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
    private readonly PlaybookIndex index;

    /// <summary>One for each cause, in the playbook's order, and the last for something else. Not normalised.</summary>
    private readonly double[] weights;

    private readonly double sum;

    private Beliefs(Playbook playbook, PlaybookIndex index, double[] weights) => (this.playbook, this.index, this.weights, sum) = (playbook, index, weights, weights.Sum());

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

        return new(playbook, PlaybookIndex.Of(playbook), weights);
    }

    /// <summary>0 for a cause that the playbook does not have.</summary>
    public double Of(string cause) => index.Cause(cause) is >= 0 and var i ? weights[i] / sum : 0;

    public double SomethingElse => weights[^1] / sum;

    /// <summary>Most probable first; equal ones by id, so that the same case always reads the same.</summary>
    public IReadOnlyList<Belief> Ranked()
    {
        return [.. weights
            .Select((w, i) => new Belief(i < playbook.Causes.Count ? playbook.Causes[i] : null, w / sum))
            .Where(b => b.Probability > 0)
            .OrderByDescending(b => b.Probability).ThenBy(b => b.Cause?.Id ?? "~", StringComparer.Ordinal)];
    }

    /// <summary>
    /// After an answer, or after a fact that answers a check (<paramref name="except"/>: causes that name the fact themselves have counted it already, and stay
    /// as they are against something else).
    /// </summary>
    public Beliefs With(CheckOption answer, string? except = null)
    {
        if (index.Likelihoods(answer) is not { } likely) return this;
        var changed = (double[])weights.Clone();
        for (var i = 0; i < changed.Length; i++)
            if (except is null || i == playbook.Causes.Count || playbook.Causes[i].Evidence.All(e => e.Key != except)) changed[i] *= likely[i] / likely[^1];
        return new(playbook, index, changed);
    }

    /// <summary>After a fix that did not help: less of what it would have cured.</summary>
    public Beliefs WithoutHelp(Fix fix)
    {
        var changed = (double[])weights.Clone();
        foreach (var (cause, cured) in index.Cures(fix)) changed[cause] *= 1 - cured;
        return new(playbook, index, changed);
    }

    /// <summary>How likely the answer is if the cause holds (null: something else); over a check's answers but "don't know" 1.</summary>
    internal double LikelihoodOf(CheckOption answer, Cause? cause) =>
        index.Likelihoods(answer) is { } likely ? likely[cause is null ? ^1 : index.Cause(cause.Id)] : 1;

    /// <summary>Chance that the fix ends the case if the cause holds.</summary>
    internal double CuredBy(Fix fix, Cause? cause)
    {
        if (cause is null) return 0;
        var at = index.Cause(cause.Id);
        return index.Cures(fix).FirstOrDefault(c => c.Cause == at).Cured;
    }

    /// <summary>Chance that the fix ends the case now.</summary>
    public double ChanceOf(Fix fix)
    {
        var cures = 0.0;
        foreach (var (cause, cured) in index.Cures(fix)) cures += weights[cause] * cured;
        return cures / sum;
    }

    private static double Prior(Cause cause, CaseFile file)
    {
        if (CaseSymptom.Of(file) is { } symptom) return cause.PriorOfSymptom(symptom);

        var sale = file.Transaction;
        var byCode = PriorOf(sale.ResponseCode);
        var byAdvice = PriorOf(sale.AdviceCode is { } advice ? "MAC" + advice.PadLeft(2, '0') : null);
        return Math.Max(byCode, byAdvice);

        double PriorOf(string? code) => code is null ? 0 : cause.PriorOf(sale.Scheme ?? ResponseCodeCatalogue.Fallback, code);
    }

    /// <summary>A code that no cause names: what the catalogue says of its group and of who acts still narrows it down.</summary>
    private static double[] PriorsByGroup(Playbook playbook, CaseFile file) =>
    [
        .. playbook.Causes.Select(cause =>
            cause.Group != file.Code?.Group ? 0
            : Weights.Prior(cause.WhoActs == file.Code?.WhoActs ? Strength.Possible : Strength.Unlikely)),
    ];
}
