using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

/// <summary>The questions that need not be asked, because a fact answers them.</summary>
public static class KnownAnswers
{
    /// <summary>At most one for each check, by the first fact its list names.</summary>
    public static IReadOnlyList<KnownAnswer> Of(Playbook playbook, IReadOnlyList<Evidence> evidence) =>
    [
        .. from check in playbook.Checks
           let known = check.KnownFrom
               .Select(k => (k.Option, Fact: evidence.FirstOrDefault(e => e.Key == k.Evidence)))
               .FirstOrDefault(k => k.Fact is not null)
           where known.Fact is not null
           select new KnownAnswer(check.Id, known.Option, known.Fact!),
    ];
}
