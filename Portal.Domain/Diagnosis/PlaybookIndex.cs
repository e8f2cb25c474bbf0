using System.Runtime.CompilerServices;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Diagnosis;

/// <summary>A playbook's words as numbers, worked out once for each: they are asked for at every step of every case.</summary>
internal sealed class PlaybookIndex
{
    private static readonly ConditionalWeakTable<Playbook, PlaybookIndex> Known = [];

    private readonly Dictionary<string, int> causes;
    private readonly Dictionary<string, (int Cause, double Cured)[]> cures;
    private readonly Dictionary<CheckOption, double[]> likelihoods = new(ReferenceEqualityComparer.Instance);

    private PlaybookIndex(Playbook playbook)
    {
        causes = playbook.Causes.Select((c, i) => (c.Id, i)).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);
        cures = playbook.Fixes.DistinctBy(f => f.Id).ToDictionary(
            f => f.Id, f => f.Cures.Where(c => causes.ContainsKey(c.Cause)).Select(c => (causes[c.Cause], Weights.Cured(c.Chance))).ToArray(), StringComparer.Ordinal);
        foreach (var check in playbook.Checks) Add(check, playbook.Causes.Count);
    }

    public static PlaybookIndex Of(Playbook playbook) => Known.GetValue(playbook, p => new PlaybookIndex(p));

    /// <summary>Place among the playbook's causes; -1 where it has none of that id.</summary>
    public int Cause(string id) => causes.GetValueOrDefault(id, -1);

    public (int Cause, double Cured)[] Cures(Fix fix) => cures[fix.Id];

    /// <summary>How likely the answer is for each cause, and last for something else; null for "don't know", which tells nothing.</summary>
    public double[]? Likelihoods(CheckOption option) => likelihoods.GetValueOrDefault(option);

    private void Add(Check check, int count)
    {
        var options = check.Options.Where(o => o.Id != Check.DontKnow).ToArray();
        if (options.Length == 0) return;
        var ratios = options.Select(option =>
        {
            var of = new double[count + 1];
            Array.Fill(of, 1);
            foreach (var effect in option.Effects)
                if (causes.TryGetValue(effect.Cause, out var cause)) of[cause] = Weights.LikelihoodRatio(effect.Strength);
            return of;
        }).ToArray();
        foreach (var (option, likely) in options.Zip(Weights.Likelihoods(ratios))) likelihoods[option] = likely;
    }
}
