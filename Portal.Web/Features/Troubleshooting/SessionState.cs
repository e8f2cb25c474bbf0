using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>A session in the words of the API (contracts.md).</summary>
internal sealed record SessionState(
    Guid Id, string Status, string ResumeCode, string? TransactionId, string TerminalId, string? Symptom, VerdictAnswer Verdict,
    StepState? Step, IReadOnlyList<TriedState> Tried, IReadOnlyList<KnownState> Known, int PlaybookVersion,
    SolvedState? Solved, RecordState? Record, IReadOnlyList<CorrectionState> Corrections)
{
    public static SessionState Of(SessionView view, DiagnosisTexts texts) => new(
        view.Session.Id.Value, Kebab.Of(view.Session.Status), view.Session.ResumeCode, view.Session.TransactionId?.ToString(), view.Session.TerminalNumber, view.Session.Symptom,
        VerdictAnswer.Of(view.Verdict),
        view.Session.Status == SessionStatus.Resolved ? null : StepState.Of(view.Step, view),
        [.. StepTexts.Walked(view).Select(walked => TriedState.Of(walked, view))],
        [.. view.Known.Select(k => KnownState.Of(view.Playbook.Check(k.CheckId)!, k, texts))],
        view.Session.PlaybookVersion,
        SolvedState.Of(view), RecordState.Of(view),
        [.. view.CorrectionsAt(view.Step).Select(c => new CorrectionState(c.Number, StepState.Say(c.Correction.Sentence), Times.Machine(c.At, view.File.TimeZone)))]);
}

/// <summary>How it was solved, and what the feed says to it; null while it was not.</summary>
/// <param name="By">"approval" or "word".</param>
internal sealed record SolvedState(string By, string? TransactionId, string? ApprovedAt, string? ConfirmedAt, string? AskedAgainAt)
{
    public static SolvedState? Of(SessionView view) => view.Session is not { SolvedBy: { } by } session ? null : new(
        Kebab.Of(by), session.ApprovalId?.ToString(), At(view, session.ApprovedAt), At(view, session.ConfirmedAt), At(view, session.AskedAgainAt));

    private static string? At(SessionView view, DateTimeOffset? at) => at is { } time ? Times.Machine(time, view.File.TimeZone) : null;
}

/// <summary>For a session that began without a record.</summary>
/// <param name="Status">"missing", or "found" since <paramref name="FoundAt"/>.</param>
/// <param name="MeansNoCharge">Null where it was found.</param>
/// <param name="Candidates">Ids of records that arrived since and may be it.</param>
internal sealed record RecordState(string Status, string? FoundAt, bool? MeansNoCharge, string? Because, string? Until, IReadOnlyList<string> Candidates)
{
    public static RecordState? Of(SessionView view) => view switch
    {
        { Session.FoundAt: { } found } => new("found", Times.Machine(found, view.File.TimeZone), null, null, null, []),
        { Record: { } record } => new(
            "missing", null, record.MeansNoCharge, record.Because, record.Until is { } until ? Times.Machine(until, view.File.TimeZone) : null,
            [.. view.LateRecords.Select(r => r.Id.ToString())]),
        _ => null,
    };
}

/// <summary>Published meanwhile about the step shown.</summary>
internal sealed record CorrectionState(int Version, string Text, string At);

internal sealed record StepState(
    string Id, string Kind, string Title, string Body, string Why, IReadOnlyList<OptionState> Options, KnownAnswerState? KnownAnswer, BecauseState Because, int StepsLeft)
{
    public static StepState Of(Step step, SessionView view) => new(
        step.Id, Kebab.Of(step.Kind), Say(StepTexts.Title(step, view.Verdict)), Say(StepTexts.Body(step, view.Verdict)), Say(StepTexts.Why(step)),
        [.. step.Options.Select(o => new OptionState(o, Say(StepTexts.Option(step, o))))],
        step.Known is { } known ? new(known.Option, known.From.Source) : null,
        new(step.Because.Reason, step.Because.Causes, step.Because.Evidence), step.StepsLeft);

    internal static string Say(LocalizedText text) => text.In(Languages.Current);
}

internal sealed record OptionState(string Id, string Text);

internal sealed record KnownAnswerState(string Id, string Source);

internal sealed record BecauseState(string Reason, IReadOnlyList<string> Causes, IReadOnlyList<string> Evidence);

internal sealed record TriedState(string StepId, string Kind, string Title, string Answer, string Text, string At, bool Superseded)
{
    public static TriedState Of(WalkedStep step, SessionView view) => new(
        step.StepId, Kebab.Of(step.Kind), StepState.Say(step.Title), step.Option, StepState.Say(step.Answer), Times.Machine(step.At, view.File.TimeZone), step.Superseded);
}

/// <summary>A question the portal answered by itself; answering <c>step_id</c> overrules it.</summary>
internal sealed record KnownState(string StepId, string Title, string Answer, string Text, string Source, string Because)
{
    public static KnownState Of(Check check, KnownAnswer known, DiagnosisTexts texts) => new(
        check.Id, StepState.Say(check.Title), known.Option, StepState.Say(check.Option(known.Option)!.Text), known.From.Source, texts.Of(known.From));
}

internal sealed record StartedState(Guid Id, string ResumeCode, StepState Step);

internal sealed record SymptomState(string Id, string Title, string Text, string DoFirst, string Reached, string WhoEnds)
{
    public static SymptomState Of(Symptom symptom) => new(
        symptom.Id, StepState.Say(symptom.Title), StepState.Say(symptom.Text), StepState.Say(symptom.DoFirst), Kebab.Of(symptom.Reached), Kebab.Of(symptom.WhoEnds));
}
