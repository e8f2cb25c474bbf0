using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// What to do now (contracts.md, "Verdict"). Speaks of the sale: every attempt at it is looked at, and while one of them may still turn out to be
/// paid, is being taken back, or lies unsent on the terminal, nobody is told to try again, not even with another card.
/// </summary>
/// <remarks>Reads only what the rows say, never the order in which they came, so every order of arrival ends in the same verdict.</remarks>
public static class Verdicts
{
    public static Verdict For(CaseFile file, DateTimeOffset now) => file.Transaction.Type switch
    {
        TransactionType.Reversal => ForReversal(file, now),
        TransactionType.Balance or TransactionType.SignOn => ForNoMoney(file),
        TransactionType.Settlement => ForSettlement(file, now),
        _ => ForSale(file, now),
    };

    private static Verdict ForSale(CaseFile file, DateTimeOffset now)
    {
        var rows = file.Rows().ToList();
        var own = State(file.Transaction);
        var others = SameSale.Attempts(file).Select(State).ToList();

        if (own.Standing == AttemptStanding.Paid) return new(MoneyMoved.Yes, Retry.NotNeeded, "approved", others.FirstOrDefault(o => o.Standing == AttemptStanding.Paid)?.Row);
        if (others.FirstOrDefault(o => o.Standing == AttemptStanding.Paid) is { } paid)
            return new(MoneyMoved.Yes, Retry.NotNeeded, paid.Row.OccurredAt < file.Transaction.OccurredAt ? "approved-earlier" : "approved-later", paid.Row);

        var open = others.Prepend(own).Where(o => o.Standing == AttemptStanding.Open).ToList();
        if (open.Count > 0)
        {
            var told = open[0];
            return new(MoneyMoved.Unknown, Retry.CheckFirst, told.Because, told.About ?? (told == own ? null : told.Row), open.Max(o => o.SettlesAt));
        }

        if (StoredPayments.Waiting(file, now) is { } stored)
            return new(MoneyMoved.Unknown, Retry.CheckFirst, "stored-on-terminal", stored.Row == file.Transaction ? null : stored.Row, stored.SettlesAt);

        return new(MoneyMoved.No, RetryOfDead(file, own), own.Because, own.About);

        AttemptState State(Transaction row) => AttemptState.Of(row, rows.Append(file.Transaction).Where(r => r != row).ToList(), file.FeedDelay, now);
    }

    /// <summary>
    /// Nothing is paid and nothing is open. Taken back by the shop itself (void, refund): done. Otherwise what the advice says, else the code; a sale
    /// that only timed out and was taken back may be tried at once, one that nobody ever answered later.
    /// </summary>
    private static Retry RetryOfDead(CaseFile file, AttemptState own) => own.Because switch
    {
        "voided" or "refunded" => Retry.NotNeeded,
        "reversed" => Advised(file) ?? Retry.Now,
        "never-answered" => Advised(file) ?? Retry.Later,
        _ => Advised(file) ?? Retry.NotThisCard,
    };

    /// <summary>The advice wins over the code, except that no advice makes a pick-up card presentable again.</summary>
    private static Retry? Advised(CaseFile file)
    {
        if (file.Code is { Never: true, Sensitive: true }) return Retry.NotThisCard;
        if (file.Advice is { IsApproval: false } advice) return advice.Retry;
        return file.Code is { IsApproval: false } code ? code.Retry : null;
    }

    /// <summary>A reversal speaks of the sale it takes back; alone, of itself.</summary>
    private static Verdict ForReversal(CaseFile file, DateTimeOffset now)
    {
        var reversal = file.Transaction;
        var original = file.Rows().FirstOrDefault(r => r.EventId is not null && r.EventId == reversal.OriginalEventId && r.Feed == reversal.Feed);
        if (original is not null)
        {
            var aboutOriginal = file with
            {
                Transaction = original,
                SameTerminal = [.. file.SameTerminal.Where(r => !SameSale.IsSubject(file, r))],
                Related = [.. file.Related, reversal],
                Code = null,
                Advice = null,
            };
            return ForSale(aboutOriginal, now) with { About = reversal };
        }

        if (reversal.SentOutcome is Outcome.Approved or Outcome.Reversed) return new(MoneyMoved.No, Retry.Now, "reversed");
        var settlesAt = reversal.OccurredAt + file.FeedDelay;
        return now < settlesAt ? new(MoneyMoved.Unknown, Retry.CheckFirst, "reversing", null, settlesAt) : new(MoneyMoved.No, Retry.Later, "never-answered");
    }

    /// <summary>Asking for a balance and signing on move no money, whatever became of them.</summary>
    private static Verdict ForNoMoney(CaseFile file) => file.Transaction.Outcome switch
    {
        Outcome.Approved => new(MoneyMoved.No, Retry.NotNeeded, "no-money"),
        _ => new(MoneyMoved.No, Advised(file) ?? Retry.Now, "no-money"),
    };

    private static Verdict ForSettlement(CaseFile file, DateTimeOffset now) => file.Transaction.Outcome switch
    {
        Outcome.Approved => new(MoneyMoved.No, Retry.NotNeeded, "no-money"),
        Outcome.Unknown when now < file.Transaction.OccurredAt + file.FeedDelay =>
            new(MoneyMoved.Unknown, Retry.CheckFirst, "no-answer", null, file.Transaction.OccurredAt + file.FeedDelay),
        _ => new(MoneyMoved.No, Advised(file) ?? Retry.AfterFix, "no-money"),
    };
}
