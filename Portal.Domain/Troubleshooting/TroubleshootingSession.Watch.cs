using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Domain.Troubleshooting;

// What the feed shows while somebody walks: an approval after a fix, or the record that was missing.
public sealed partial class TroubleshootingSession
{
    /// <summary>Approvals from here on may show that it works again; null while nothing was tried, and when there is nothing left to watch for.</summary>
    public DateTimeOffset? WatchFrom { get; private set; }

    /// <summary>Set while resolved.</summary>
    public SolvedBy? SolvedBy { get; private set; }

    /// <summary>The approval that showed it.</summary>
    public TransactionId? ApprovalId { get; private set; }

    /// <summary>When that approval happened.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When a person said "that's right" to it.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>When the agreed time had passed without an approval, though the shop went on.</summary>
    public DateTimeOffset? AskedAgainAt { get; private set; }

    /// <summary>When the missing record arrived and the walk went over to it.</summary>
    public DateTimeOffset? FoundAt { get; private set; }

    /// <summary>A record that arrived, and that a person says is another sale.</summary>
    public TransactionId? RefusedRecord { get; private set; }

    public bool IsWatching => WatchFrom is not null && (Status == SessionStatus.Open || Status == SessionStatus.Resolved && ApprovalId is null);

    public bool LacksRecord => TransactionId is null && Status is SessionStatus.Open or SessionStatus.Abandoned;

    /// <summary>Takes in what the feed shows now. Doing it twice, on any node, in any order, ends the same.</summary>
    /// <param name="shopUntil">Time of the newest payment anywhere in the shop; null where it is not known.</param>
    /// <param name="agreed">So much of the shop's time without an approval, and it is asked again.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Notice(Playbook playbook, CaseFile file, DateTimeOffset? shopUntil, TimeSpan agreed, DateTimeOffset now)
    {
        if (!IsWatching || WatchFrom is not { } since) return false;

        var fix = TriedFix(playbook);
        if (WorksAgain.In(file, Diagnosed.Of(file, playbook, now).Verdict, ScopeOf(playbook, file, fix, now), fix, since, now) is { } approval)
        {
            if (Status == SessionStatus.Open) (Status, EndedAt, SolvedBy) = (SessionStatus.Resolved, now, Troubleshooting.SolvedBy.Approval);
            (ApprovalId, ApprovedAt, AskedAgainAt, WatchFrom) = (approval.Id, approval.OccurredAt, null, null);
            Raise(new TroubleshootingWorksAgain(Id, MerchantId, fix?.Id ?? "", approval.Id.Value, approval.OccurredAt));
            return true;
        }

        if (AskedAgainAt is not null || shopUntil is not { } until || until - since < agreed) return false;
        AskedAgainAt = now;
        Raise(new TroubleshootingAskedAgain(Id, MerchantId, fix?.Id ?? ""));
        return true;
    }

    /// <summary>"That's right": a person bears out what was seen or said. Doing it twice changes nothing.</summary>
    /// <returns>Problem "session.not-resolved".</returns>
    public Result Confirm(DateTimeOffset now)
    {
        if (Status != SessionStatus.Resolved) return TroubleshootingProblems.NotResolved;
        if (ConfirmedAt is not null) return Result.Ok;
        (ConfirmedAt, WatchFrom) = (now, null);
        Raise(new TroubleshootingConfirmed(Id, MerchantId));
        return Result.Ok;
    }

    /// <summary>
    /// "Still broken": opens the walk again where it was; what was said to work did not help. What was approved until now shows nothing any more.
    /// </summary>
    /// <returns>Problem "session.not-resolved".</returns>
    public Result Doubt(Guid answerId, Playbook playbook, CaseFile file, UserId? by, DateTimeOffset now)
    {
        if (Status != SessionStatus.Resolved) return TroubleshootingProblems.NotResolved;

        Raise(new TroubleshootingDoubted(Id, MerchantId));
        var said = Counting.LastOrDefault(a => a.Option == Step.Works && a.Kind is StepKind.Fix or StepKind.Wait);
        var taken = said is not null && Answer(said.StepId, said.Kind == StepKind.Fix ? Step.NoHelp : Step.Continue, answerId, playbook, file, by, now).IsOk;
        if (!taken) TurnTo(SessionStatus.Open, "", now);
        WatchAgain(now);
        LastAnswerAt = now;
        return Result.Ok;
    }

    /// <summary>The missing record is there: the walk goes on about it, with every answer it has.</summary>
    /// <param name="file">Of that transaction.</param>
    public bool Find(TransactionId transaction, bool byPerson, Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        if (!LacksRecord) return false;
        (TransactionId, FoundAt) = (transaction, now);
        if (RefusedRecord == transaction) RefusedRecord = null;
        if (Status == SessionStatus.Abandoned) TurnTo(SessionStatus.Open, "", now);
        Raise(new TroubleshootingRecordFound(Id, MerchantId, transaction.Value, byPerson));
        GoOn(playbook, file, now);
        return true;
    }

    /// <summary>Not this sale after all: back to what the screen showed. From then on a record is only offered.</summary>
    /// <param name="file">Of the symptom.</param>
    /// <returns>Problem "session.step-not-offered" where no record had been found.</returns>
    public Result Refuse(Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        if (FoundAt is null || TransactionId is not { } found) return TroubleshootingProblems.StepNotOffered;
        (TransactionId, FoundAt, RefusedRecord) = (null, null, found);
        Raise(new TroubleshootingRecordRefused(Id, MerchantId, found.Value));
        GoOn(playbook, file, now);
        return Result.Ok;
    }

    private void WatchAgain(DateTimeOffset now) => (WatchFrom, AskedAgainAt) = (now, null);

    /// <summary>The fix shown now; else the last one tried.</summary>
    private Fix? TriedFix(Playbook playbook) =>
        (Status == SessionStatus.Open && CurrentStepId is { } shown && Walk.All(a => a.StepId != shown) ? playbook.Fix(shown) : null)
        ?? Walk.Where(a => a.Option != Step.Skip).Select(a => playbook.Fix(a.StepId)).LastOrDefault(f => f is not null);

    /// <summary>Where the fault sits that the fix is meant for: the scope of the likeliest cause it cures.</summary>
    private Scope ScopeOf(Playbook playbook, CaseFile file, Fix? fix, DateTimeOffset now)
    {
        var suspected = NextStep.Suspected(playbook, file, now, Walk);
        var meant = suspected.FirstOrDefault(b => fix?.Cures.Any(c => c.Cause == b.Cause!.Id) == true) ?? (suspected.Count > 0 ? suspected[0] : null);
        return meant?.Cause?.Scope ?? Scope.Unknown;
    }
}
