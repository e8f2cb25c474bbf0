using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

// A walk stays with the version it began with; only its person takes it over to a corrected one.
public sealed partial class TroubleshootingSession
{
    /// <summary>
    /// Goes on with a later version: answers are taken over by their ids; what the new version does not have any more stays as history and no longer counts.
    /// </summary>
    /// <returns>Problem "session.version" where that version is not a later one.</returns>
    public Result MoveTo(Playbook corrected, CaseFile file, DateTimeOffset now)
    {
        if (corrected.Version <= PlaybookVersion) return TroubleshootingProblems.NotALaterVersion;

        Raise(new TroubleshootingMoved(Id, MerchantId, PlaybookVersion, corrected.Version));
        (PlaybookId, PlaybookVersion) = (corrected.Id, corrected.Version);
        foreach (var answer in Counting.ToList())
            if (!StillExists(corrected, answer)) answer.Supersede(now);
        SupersedeWhatNoLongerApplies(-1, corrected, file, now);
        GoOn(corrected, file, now);
        return Result.Ok;
    }

    private static bool StillExists(Playbook playbook, SessionAnswer answer) => answer.Kind switch
    {
        StepKind.Check => playbook.Check(answer.StepId)?.Option(answer.Option) is not null,
        StepKind.Fix => playbook.Fix(answer.StepId) is not null,
        _ => true,
    };
}
