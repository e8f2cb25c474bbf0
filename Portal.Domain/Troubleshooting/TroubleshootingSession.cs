using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

public enum SessionStatus { Open, Resolved, Escalated, Abandoned }

/// <summary>Kept apart: what somebody said, and what the feed showed.</summary>
public enum SolvedBy { Word, Approval }

/// <summary>What a session is about: a transaction, or a terminal and what its screen shows.</summary>
/// <param name="ClaimedAt">When the sale without a record is said to have been; null: just now.</param>
/// <param name="ClaimedAmount">In whole units of the terminal's currency, where it was told.</param>
public sealed record SessionSubject(
    MerchantId Merchant, StoreId? Store, TerminalId? Terminal, string TerminalNumber, TransactionId? Transaction, string? Symptom,
    DateTimeOffset? ClaimedAt = null, decimal? ClaimedAmount = null);

/// <summary>One merchant's walk through one version of a playbook. Every answer is kept as given; going back changes what counts, not what was said.</summary>
/// <remarks>In four files: the answers here, what the feed shows meanwhile in .Watch.cs, moving to a corrected version in .Move.cs, what the end teaches in .Outcome.cs.</remarks>
public sealed partial class TroubleshootingSession : Entity, IBelongsToMerchant
{
    private readonly List<SessionAnswer> answers = [];

    private TroubleshootingSession() { }

    private TroubleshootingSession(SessionId id, SessionSubject about, Playbook playbook, string resumeCode, UserId? by, DateTimeOffset now)
    {
        Id = id;
        MerchantId = about.Merchant;
        StoreId = about.Store;
        TerminalId = about.Terminal;
        TerminalNumber = about.TerminalNumber;
        TransactionId = about.Transaction;
        Symptom = about.Symptom;
        if (about.Transaction is null) (ClaimedAt, ClaimedAmount) = (about.ClaimedAt ?? now, about.ClaimedAmount);
        (PlaybookId, PlaybookVersion, ResumeCode, StartedBy, StartedAt, LastAnswerAt) = (playbook.Id, playbook.Version, resumeCode, by, now, now);
    }

    public SessionId Id { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public StoreId? StoreId { get; private init; }
    public TerminalId? TerminalId { get; private init; }

    /// <summary>DE41.</summary>
    public string TerminalNumber { get; private init; } = "";

    /// <summary>Null where no record was found, until it arrives.</summary>
    public TransactionId? TransactionId { get; private set; }

    /// <summary>A symptom id, where no record was found.</summary>
    public string? Symptom { get; private init; }

    /// <summary>When the sale without a record is said to have been.</summary>
    public DateTimeOffset? ClaimedAt { get; private init; }

    public decimal? ClaimedAmount { get; private init; }

    public string PlaybookId { get; private set; } = "";
    public int PlaybookVersion { get; private set; }
    public string ResumeCode { get; private init; } = "";
    public UserId? StartedBy { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset LastAnswerAt { get; private set; }
    public SessionStatus Status { get; private set; }

    /// <summary>When it was resolved, handed over or given up.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The step shown last, so that new facts do not swap the question under a person's finger.</summary>
    public string? CurrentStepId { get; private set; }

    /// <summary>All of them, superseded ones too, in the order given.</summary>
    public IReadOnlyList<SessionAnswer> Answers => answers;

    /// <summary>The answers that count, in the order of the walk.</summary>
    public IReadOnlyList<Answered> Walk => [.. Counting.Select(a => new Answered(a.StepId, a.Option))];

    private IEnumerable<SessionAnswer> Counting => answers.Where(a => a.Counts).OrderBy(a => a.Position);

    public static TroubleshootingSession Start(
        SessionId id, SessionSubject about, Playbook playbook, CaseFile file, string resumeCode, UserId? by, DateTimeOffset now)
    {
        var session = new TroubleshootingSession(id, about, playbook, resumeCode, by, now);
        session.GoOn(playbook, file, now);
        session.Raise(new TroubleshootingStarted(id, about.Merchant, about.Transaction?.Value, about.Symptom, playbook.Version));
        return session;
    }

    /// <summary>The step to show now: the one shown before, unless it has been answered, money came into doubt, or it may no longer be advised.</summary>
    public Step Current(Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        var fresh = NextStep.For(playbook, file, now, Walk);
        if (fresh.Kind == StepKind.Wait || CurrentStepId is null or Step.WaitId or Step.EscalateId || Walk.Any(a => a.StepId == CurrentStepId)) return fresh;
        if (KnownAnswers.Of(playbook, EvidenceRules.From(file, now)).Any(k => k.CheckId == CurrentStepId)) return fresh;

        return NextStep.Look(playbook, file, now, Walk, CurrentStepId) is { } shown ? shown with { StepsLeft = fresh.StepsLeft } : fresh;
    }

    /// <summary>
    /// Stores an answer: to the step shown, to an earlier step (which changes that answer), or to a question the portal had answered by itself.
    /// The same answer again changes nothing. Later answers that no longer apply are superseded.
    /// </summary>
    /// <returns>Problem "session.step-not-offered" or "session.unknown-answer".</returns>
    public Result Answer(string stepId, string option, Guid answerId, Playbook playbook, CaseFile file, UserId? by, DateTimeOffset now)
    {
        var current = Current(playbook, file, now);
        var earlier = Counting.FirstOrDefault(a => a.StepId == stepId);
        var step = stepId == current.Id ? current
            : earlier is not null || stepId == CurrentStepId || IsKnown(stepId) || answers.Any(a => a.StepId == stepId)
                ? NextStep.Look(playbook, file, now, Walk, stepId)
                : null;
        if (step is null) return TroubleshootingProblems.StepNotOffered;
        if (!step.Options.Contains(option)) return TroubleshootingProblems.UnknownAnswer;
        var outcome = EndedBy(step.Kind, option);
        if (earlier?.Option == option && (outcome == SessionStatus.Open || outcome == Status)) return Result.Ok;

        var position = earlier?.Position ?? answers.Select(a => a.Position + 1).DefaultIfEmpty(0).Max();
        earlier?.Supersede(now);
        answers.Add(new SessionAnswer(answerId, this, position, step, option, by, now));
        LastAnswerAt = now;
        Raise(new TroubleshootingAnswered(Id, MerchantId, stepId, option));

        if (earlier is not null) SupersedeWhatNoLongerApplies(position, playbook, file, now);
        TurnTo(outcome, stepId, now);
        if (step.Kind == StepKind.Fix && option != Step.Skip) WatchAgain(now);
        GoOn(playbook, file, now);
        return Result.Ok;

        bool IsKnown(string id) => KnownAnswers.Of(playbook, EvidenceRules.From(file, now)).Any(k => k.CheckId == id);
    }

    /// <summary>Handing over to a person; also when a ticket is opened from any step. Doing it twice changes nothing.</summary>
    public void Escalate(DateTimeOffset now) => TurnTo(SessionStatus.Escalated, Step.EscalateId, now);

    /// <summary>Nobody came back to it.</summary>
    public void Abandon(DateTimeOffset now)
    {
        if (Status == SessionStatus.Open) TurnTo(SessionStatus.Abandoned, "", now);
    }

    /// <summary>A question may have an option of its own called "works"; it ends nothing.</summary>
    private static SessionStatus EndedBy(StepKind kind, string option) => (kind, option) switch
    {
        (StepKind.Fix or StepKind.Wait, Step.Works) => SessionStatus.Resolved,
        (StepKind.Escalate, Step.Ask) => SessionStatus.Escalated,
        _ => SessionStatus.Open,
    };

    private void TurnTo(SessionStatus status, string stepId, DateTimeOffset now)
    {
        if (Status == status) return;
        (Status, EndedAt) = (status, status == SessionStatus.Open ? null : now);
        (SolvedBy, ApprovalId, ApprovedAt, ConfirmedAt) = (status == SessionStatus.Resolved ? Troubleshooting.SolvedBy.Word : null, null, null, null);
        if (status is SessionStatus.Escalated or SessionStatus.Abandoned) WatchFrom = null;
        Raise(status switch
        {
            SessionStatus.Resolved => new TroubleshootingResolved(Id, MerchantId, stepId),
            SessionStatus.Escalated => new TroubleshootingEscalated(Id, MerchantId),
            SessionStatus.Abandoned => new TroubleshootingAbandoned(Id, MerchantId),
            _ => new TroubleshootingReopened(Id, MerchantId),
        });
    }

    /// <summary>On to what comes next. A fix that is shown counts as begun: an approval may come before anybody says that it helped.</summary>
    private void GoOn(Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        var next = NextStep.For(playbook, file, now, Walk);
        if (next.Kind == StepKind.Fix && next.Id != CurrentStepId && Status == SessionStatus.Open) WatchAgain(now);
        CurrentStepId = next.Id;
    }

    private void SupersedeWhatNoLongerApplies(int position, Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        var before = Counting.Where(a => a.Position <= position).Select(a => new Answered(a.StepId, a.Option)).ToList();
        foreach (var later in Counting.Where(a => a.Position > position).ToList())
        {
            var answer = new Answered(later.StepId, later.Option);
            if (NextStep.StillApplies(playbook, file, now, before, answer)) before.Add(answer);
            else later.Supersede(now);
        }
    }
}
