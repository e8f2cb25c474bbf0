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
        var state = States(file, now);
        var own = state(file.Transaction);
        var others = SameSale.Attempts(file).Select(state).ToList();

        if (own.Standing == AttemptStanding.Paid) return new(MoneyMoved.Yes, Retry.NotNeeded, "approved", others.FirstOrDefault(o => o.Standing == AttemptStanding.Paid)?.Row);
        return OfTries(file, [own, .. others], now) ?? new(MoneyMoved.No, RetryOfDead(file, own), own.Because, own.About);
    }

    /// <summary>Null where every try known of came to nothing and nothing else is open.</summary>
    private static Verdict? OfTries(CaseFile file, IReadOnlyList<AttemptState> tries, DateTimeOffset now)
    {
        var subject = file.Transaction;
        if (tries.FirstOrDefault(t => t.Standing == AttemptStanding.Paid) is { } paid)
            return new(MoneyMoved.Yes, Retry.NotNeeded, paid.Row.OccurredAt < subject.OccurredAt ? "approved-earlier" : "approved-later", paid.Row);

        var open = tries.Where(t => t.Standing == AttemptStanding.Open).ToList();
        var unseen = Reversals.OfUnseenTry(file, now);
        if (open.Count > 0)
        {
            var told = open[0];
            var settles = open.Max(o => o.SettlesAt);
            if (unseen is not null && unseen.OccurredAt + file.FeedDelay > settles) settles = unseen.OccurredAt + file.FeedDelay;
            return new(MoneyMoved.Unknown, Retry.CheckFirst, told.Because, told.About ?? (told.Row == subject ? null : told.Row), settles);
        }

        if (unseen is not null) return new(MoneyMoved.Unknown, Retry.CheckFirst, "reversing", unseen, unseen.OccurredAt + file.FeedDelay);

        if (StoredPayments.Waiting(file, now) is { } stored)
            return new(MoneyMoved.Unknown, Retry.CheckFirst, "stored-on-terminal", stored.Row == subject ? null : stored.Row, stored.SettlesAt);

        return null;
    }

    private static Func<Transaction, AttemptState> States(CaseFile file, DateTimeOffset now)
    {
        var rows = file.Rows().Append(file.Transaction).ToList();
        return row => AttemptState.Of(row, [.. rows.Where(r => r != row)], file.FeedDelay, now);
    }

    /// <summary>
    /// Nothing is paid and nothing is open. Taken back by the shop itself (void, refund): done. A pick-up answer to any try keeps the card away.
    /// Otherwise what the advice says, else the code, where it was an answer at all: a sale that only timed out and was taken back may be tried at
    /// once, one that nobody ever answered later.
    /// </summary>
    private static Retry RetryOfDead(CaseFile file, AttemptState own) => own.Because switch
    {
        "voided" or "refunded" => Retry.NotNeeded,
        _ when Refusals.KeepsCardAway(file) => Retry.NotThisCard,
        "reversed" => AdvisedBy(file) ?? (AttemptState.IsRefusal(own.Row) ? SaidBy(file) : null) ?? Retry.Now,
        "never-answered" => AdvisedBy(file) ?? SaidBy(file) ?? Retry.Later,
        _ => AdvisedBy(file) ?? SaidBy(file) ?? Retry.NotThisCard,
    };

    private static Retry? AdvisedBy(CaseFile file) => file.Advice is { IsApproval: false } advice ? advice.Retry : null;

    private static Retry? SaidBy(CaseFile file) => file.Code is { IsApproval: false } code ? code.Retry : null;

    /// <summary>A reversal speaks of the sale it takes back, in that sale's own words: one sale, one verdict.</summary>
    private static Verdict ForReversal(CaseFile file, DateTimeOffset now)
    {
        var reversal = file.Transaction;
        var original = file.Rows().FirstOrDefault(r => r.Type != TransactionType.Reversal && Reversals.Names(reversal, r));
        return original is null ? ForLoneReversal(file, now) : ForSale(file.Original ?? file.About(original), now) with { About = reversal };
    }

    /// <summary>
    /// The sale it takes back is not known, so neither is how often that was tried: it says what it knows of the tries that fit, and never that
    /// the sale may be charged again.
    /// </summary>
    private static Verdict ForLoneReversal(CaseFile file, DateTimeOffset now)
    {
        var reversal = file.Transaction;
        var tries = file.Rows().Where(row => row.Sells && MayBeOfItsSale(row)).Select(States(file, now)).ToList();
        if (OfTries(file, tries, now) is { } verdict) return verdict;
        if (Reversals.Succeeded(reversal)) return new(MoneyMoved.No, Retry.NotNeeded, "reversed");
        return Reversals.IsUnfinished(reversal, file.FeedDelay, now)
            ? new(MoneyMoved.Unknown, Retry.CheckFirst, "reversing", null, reversal.OccurredAt + file.FeedDelay)
            : new(MoneyMoved.No, Retry.NotNeeded, "never-answered");

        bool MayBeOfItsSale(Transaction row) => SameSale.SameTerminal(reversal, row)
            && (reversal.Amount is null || row.Amount == reversal.Amount)
            && SameSale.SameCard(reversal, row) is var card && card != false
            && row.OccurredAt <= reversal.OccurredAt + SameSale.After(card);
    }

    /// <summary>Asking for a balance and signing on move no money, whatever became of them.</summary>
    private static Verdict ForNoMoney(CaseFile file) => file.Transaction.Outcome switch
    {
        Outcome.Approved => new(MoneyMoved.No, Retry.NotNeeded, "no-money"),
        _ => new(MoneyMoved.No, RetryOfNoMoney(file) ?? Retry.Now, "no-money"),
    };

    private static Verdict ForSettlement(CaseFile file, DateTimeOffset now) => file.Transaction.Outcome switch
    {
        Outcome.Approved => new(MoneyMoved.No, Retry.NotNeeded, "no-money"),
        Outcome.Unknown when now < file.Transaction.OccurredAt + file.FeedDelay =>
            new(MoneyMoved.Unknown, Retry.CheckFirst, "no-answer", null, file.Transaction.OccurredAt + file.FeedDelay),
        _ => new(MoneyMoved.No, RetryOfNoMoney(file) ?? Retry.AfterFix, "no-money"),
    };

    private static Retry? RetryOfNoMoney(CaseFile file) => Refusals.KeepsCardAway(file) ? Retry.NotThisCard : AdvisedBy(file) ?? SaidBy(file);
}
