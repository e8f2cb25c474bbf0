using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Playbooks;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>What a walk stands on: its playbook, the facts as they are now, where the terminal is.</summary>
/// <param name="Versions">Those that answers were given under, the walk's own too.</param>
/// <param name="Corrections">Urgent ones published after the walk's version.</param>
public sealed record SessionGround(
    Playbook Playbook, IReadOnlyDictionary<int, Playbook> Versions, IReadOnlyList<PublishedCorrection> Corrections, CaseFile File, VisibleTerminal Terminal);

/// <summary>A session as it stands now: what to do next, what was tried, what the portal answered by itself.</summary>
public sealed record SessionView(TroubleshootingSession Session, SessionGround Ground, Verdict Verdict, Step Step, IReadOnlyList<KnownAnswer> Known)
{
    public static SessionView Of(TroubleshootingSession session, SessionGround ground, DateTimeOffset now) => new(
        session, ground,
        Diagnosed.Of(ground.File, ground.Playbook, now).Verdict,
        session.Current(ground.Playbook, ground.File, now),
        NextStep.Known(ground.Playbook, ground.File, now, session.Walk))
    {
        Record = session.TransactionId is null ? NoRecord.Of(ground.File, now) : null,
    };

    public Playbook Playbook => Ground.Playbook;

    public CaseFile File => Ground.File;

    public VisibleTerminal Terminal => Ground.Terminal;

    public IReadOnlyDictionary<int, Playbook> Versions => Ground.Versions;

    /// <summary>What the missing record means; null where there is one.</summary>
    public NoRecord? Record { get; private init; }

    /// <summary>Records that arrived since and may be the missing one, for a person to say.</summary>
    public IReadOnlyList<Transaction> LateRecords => Session is { LacksRecord: true, ClaimedAt: { } claimed }
        ? LateRecord.Candidates(File.SameTerminal, claimed, Session.ClaimedAmount, Session.StartedAt, Session.RefusedRecord) : [];

    /// <summary>The step to show: the next one, or an earlier one that is looked at again.</summary>
    public Step? Look(string? stepId, DateTimeOffset now) =>
        stepId is null || stepId == Step.Id ? Step : NextStep.Look(Playbook, File, now, Session.Walk, stepId);

    /// <summary>The option chosen before; null where the step was not answered.</summary>
    public string? AnswerTo(string stepId) => Session.Walk.LastOrDefault(a => a.StepId == stepId)?.Option;

    /// <summary>What was corrected meanwhile about this step or a fix done already, newest last; empty for every other step.</summary>
    public IReadOnlyList<PublishedCorrection> CorrectionsAt(Step step)
    {
        if (Ground.Corrections.Count == 0) return [];
        var about = new[] { step.Id }
            .Concat(step.Because.Causes)
            .Concat(step.Fix?.Cures.Select(c => c.Cause) ?? [])
            .Concat(step.Check?.Options.SelectMany(o => o.Effects).Select(e => e.Cause) ?? [])
            .Concat(Session.Walk.Where(a => Playbook.Fix(a.StepId) is not null).Select(a => a.StepId))
            .ToHashSet(StringComparer.Ordinal);
        return [.. Ground.Corrections.Where(c => c.Correction.IsAbout(about))];
    }
}
