using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>Everything the portal says about one case before anybody is asked: the answer of the diagnosis, the top of every page about it.</summary>
/// <param name="Causes">Most probable first, "something else" left out.</param>
/// <param name="Top">The most probable cause, where one is likelier than "something else".</param>
public sealed record Diagnosed(Verdict Verdict, IReadOnlyList<Evidence> Evidence, Beliefs Beliefs, IReadOnlyList<Belief> Causes, Cause? Top, Playbook Playbook)
{
    public static Diagnosed Of(CaseFile file, Playbook playbook, DateTimeOffset now)
    {
        var evidence = EvidenceRules.From(file, now);
        var beliefs = Beliefs.Of(playbook, file, evidence);
        var ranked = beliefs.Ranked();
        var verdict = file.Symptom is { } id && playbook.Symptom(id) is { } symptom ? SymptomVerdicts.For(symptom, file, now) : Verdicts.For(file, now);
        return new(verdict, evidence, beliefs, [.. ranked.Where(b => b.Cause is not null)], ranked.Count > 0 ? ranked[0].Cause : null, playbook)
        {
            Scope = Scopes.Of(ranked.Count > 0 ? ranked[0].Cause : null, file, evidence),
            Group = ranked.Count > 0 && ranked[0].Cause is { } first ? first.Group : file.Code?.Group ?? CauseGroup.Technical,
            WhoActs = ranked.Count > 0 && ranked[0].Cause is { } acting ? acting.WhoActs : file.Code?.WhoActs ?? WhoActs.Nobody,
        };
    }

    /// <summary>Of the most probable cause, as far as the evidence bears it out (<see cref="Scopes"/>).</summary>
    public Scope Scope { get; private init; }

    public CauseGroup Group { get; private init; }

    public WhoActs WhoActs { get; private init; }

    /// <summary>Ids of the causes that a fact makes likelier, and of those that it makes less likely, of the ones that matter here.</summary>
    public (IReadOnlyList<string> Strengthens, IReadOnlyList<string> Weakens) EffectOf(Evidence fact)
    {
        var pointers = Causes.SelectMany(b => b.Cause!.Evidence.Where(e => e.Key == fact.Key).Select(e => (b.Cause!.Id, e.Strength))).ToList();
        return ([.. pointers.Where(p => p.Strength >= Strength.Likely).Select(p => p.Id)], [.. pointers.Where(p => p.Strength <= Strength.Unlikely).Select(p => p.Id)]);
    }
}
