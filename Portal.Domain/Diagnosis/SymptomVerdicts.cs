using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// The verdict where no record exists. What never left the terminal cannot have been charged; anything else may have been, and is checked first
/// until <see cref="NoRecord"/> may be taken for an answer. Payments stored on the terminal, and a reversal or an unanswered sale just before, count
/// as they do for a record.
/// </summary>
public static class SymptomVerdicts
{
    public static Verdict For(Symptom symptom, CaseFile file, DateTimeOffset now)
    {
        if (StoredPayments.Waiting(file, now) is { } stored)
            return new(MoneyMoved.Unknown, Retry.CheckFirst, "stored-on-terminal", stored.Row, stored.SettlesAt);

        var rows = file.Rows().ToList();
        var open = rows.Where(IsRecent).Select(r => AttemptState.Of(r, [.. rows.Where(o => o != r)], file.FeedDelay, now)).LastOrDefault(s => s.Standing == AttemptStanding.Open);
        if (open is not null) return new(MoneyMoved.Unknown, Retry.CheckFirst, open.Because, open.Row, open.SettlesAt);
        if (Reversals.OfUnseenTry(file, now) is { } unseen) return new(MoneyMoved.Unknown, Retry.CheckFirst, "reversing", unseen, unseen.OccurredAt + file.FeedDelay);

        if (symptom.Reached == Reached.BeforeHost) return new(MoneyMoved.No, Retry.AfterFix, "not-sent");

        var record = NoRecord.Of(file, now);
        var settlesAt = file.Transaction.OccurredAt + file.FeedDelay;
        // What the host is known to have answered leaves a record: while that is missing, only the whole delay settles it.
        if (!record.MeansNoCharge || symptom.Reached == Reached.AfterHost && now < settlesAt)
            return new(MoneyMoved.Unknown, Retry.CheckFirst, "no-answer", null, record.MeansNoCharge ? settlesAt : record.Until);
        return record.Because == "terminal-heard" ? new(MoneyMoved.No, Retry.AfterFix, "not-sent") : new(MoneyMoved.No, Retry.Later, "never-answered");

        bool IsRecent(Transaction row) =>
            row.Type is TransactionType.Sale or TransactionType.Preauth or TransactionType.PreauthCompletion
            && row.TerminalNumber == file.Transaction.TerminalNumber
            && (row.OccurredAt - file.Transaction.OccurredAt).Duration() <= SameSale.Before;
    }
}
