using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Merchants;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>A session as it stands now: what to do next, what was tried, what the portal answered by itself.</summary>
public sealed record SessionView(TroubleshootingSession Session, Playbook Playbook, CaseFile File, VisibleTerminal Terminal, Verdict Verdict, Step Step, IReadOnlyList<KnownAnswer> Known)
{
    public static SessionView Of(TroubleshootingSession session, Playbook playbook, CaseFile file, VisibleTerminal terminal, DateTimeOffset now) => new(
        session, playbook, file, terminal,
        Diagnosed.Of(file, playbook, now).Verdict,
        session.Current(playbook, file, now),
        NextStep.Known(playbook, file, now, session.Walk));

    /// <summary>The first approval on the terminal since the last answer: what was tried works.</summary>
    public Transaction? WorksAgain => Session.Answers.Count == 0 ? null
        : File.Rows().FirstOrDefault(r => r.IsMoney && r.Outcome == Outcome.Approved && r.TerminalNumber == Session.TerminalNumber && r.OccurredAt > Session.LastAnswerAt);

    /// <summary>The step to show: the next one, or an earlier one that is looked at again.</summary>
    public Step? Look(string? stepId, DateTimeOffset now) =>
        stepId is null || stepId == Step.Id ? Step : NextStep.Look(Playbook, File, now, Session.Walk, stepId);

    /// <summary>The option chosen before; null where the step was not answered.</summary>
    public string? AnswerTo(string stepId) => Session.Walk.LastOrDefault(a => a.StepId == stepId)?.Option;
}
