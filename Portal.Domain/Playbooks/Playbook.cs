namespace Portal.Domain.Playbooks;

/// <summary>A set of causes, checks, fixes and symptoms. Immutable: a session is pinned to the version it began with.</summary>
/// <param name="Version">Rises by one with every publication.</param>
public sealed record Playbook(
    string Id, int Version, IReadOnlyList<Cause> Causes, IReadOnlyList<Check> Checks, IReadOnlyList<Fix> Fixes, IReadOnlyList<Symptom> Symptoms)
{
    public Cause? Cause(string id) => Causes.FirstOrDefault(c => c.Id == id);

    public Check? Check(string id) => Checks.FirstOrDefault(c => c.Id == id);

    public Fix? Fix(string id) => Fixes.FirstOrDefault(f => f.Id == id);

    public Symptom? Symptom(string id) => Symptoms.FirstOrDefault(s => s.Id == id);
}
