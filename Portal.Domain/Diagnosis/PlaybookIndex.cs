using System.Runtime.CompilerServices;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Diagnosis;

/// <summary>A playbook's words as numbers, worked out once for each: planning asks them some hundred thousand times a step.</summary>
internal sealed class PlaybookIndex
{
    private static readonly ConditionalWeakTable<Playbook, PlaybookIndex> Known = [];

    private readonly Dictionary<string, int> causes;
    private readonly Dictionary<string, (int Cause, double Cured)[]> cures;
    private readonly Dictionary<CheckOption, (int Cause, double Ratio)[]> effects = new(ReferenceEqualityComparer.Instance);

    private PlaybookIndex(Playbook playbook)
    {
        causes = playbook.Causes.Select((c, i) => (c.Id, i)).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);
        cures = playbook.Fixes.DistinctBy(f => f.Id).ToDictionary(
            f => f.Id, f => f.Cures.Where(c => causes.ContainsKey(c.Cause)).Select(c => (causes[c.Cause], Weights.Cured(c.Chance))).ToArray(), StringComparer.Ordinal);
        foreach (var option in playbook.Checks.SelectMany(c => c.Options))
            effects[option] = [.. option.Effects.Where(e => causes.ContainsKey(e.Cause)).Select(e => (causes[e.Cause], Weights.LikelihoodRatio(e.Strength)))];
    }

    public static PlaybookIndex Of(Playbook playbook) => Known.GetValue(playbook, p => new PlaybookIndex(p));

    /// <summary>Place among the playbook's causes; -1 where it has none of that id.</summary>
    public int Cause(string id) => causes.GetValueOrDefault(id, -1);

    public (int Cause, double Cured)[] Cures(Fix fix) => cures[fix.Id];

    public (int Cause, double Ratio)[] Effects(CheckOption option) => effects[option];
}
