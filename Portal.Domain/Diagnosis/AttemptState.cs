using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>How one attempt at a sale stands: nothing came of it, it is paid, it was taken back, or it is still open.</summary>
internal enum AttemptStanding { Refused, Paid, TakenBack, Open }

/// <param name="Because">Why, as in <see cref="Verdict.Because"/>.</param>
/// <param name="About">The other row that makes it so (the reversal, the void), where there is one.</param>
/// <param name="SettlesAt">Open only: from then on silence counts as "nothing came of it".</param>
internal sealed record AttemptState(Transaction Row, AttemptStanding Standing, string Because, Transaction? About = null, DateTimeOffset? SettlesAt = null)
{
    /// <summary>Codes that say nobody answered: the issuer may have booked the sale all the same (contracts.md, "Verdict").</summary>
    private static readonly HashSet<string> NoAnswerCodes = ["68", "98"];

    /// <summary>Also "no answer", unless the issuer itself sent it.</summary>
    private const string SwitchFault = "96";

    /// <param name="rows">Everything else in the case file: reversals, voids and refunds are looked for in it.</param>
    public static AttemptState Of(Transaction row, IReadOnlyList<Transaction> rows, TimeSpan feedDelay, DateTimeOffset now)
    {
        var reversals = rows.Where(other => other.Type == TransactionType.Reversal && TakesBack(other, row)).ToList();
        if (row.Outcome == Outcome.Reversed || reversals.Any(r => Names(r, row) && Succeeded(r)))
            return new(row, AttemptStanding.TakenBack, "reversed", reversals.FirstOrDefault(Succeeded));

        // A refused row has nothing to take back, unless the terminal never heard the refusal and names it.
        var pending = reversals.LastOrDefault(r => !Succeeded(r) && now < r.OccurredAt + feedDelay && (Names(r, row) || row.Outcome != Outcome.Declined));
        if (pending is not null)
            return new(row, AttemptStanding.Open, "reversing", pending, pending.OccurredAt + feedDelay);

        return row.Outcome switch
        {
            Outcome.Approved => OfApproved(row, rows, feedDelay, now),
            Outcome.Declined when IsAnswer(row) => new(row, AttemptStanding.Refused, "declined"),
            _ when now >= row.OccurredAt + feedDelay => new(row, AttemptStanding.Refused, "never-answered"),
            _ => new(row, AttemptStanding.Open, "no-answer", null, row.OccurredAt + feedDelay),
        };
    }

    private static AttemptState OfApproved(Transaction row, IReadOnlyList<Transaction> rows, TimeSpan feedDelay, DateTimeOffset now)
    {
        var undoing = rows.Where(other => other.Type is TransactionType.Void or TransactionType.Refund && Names(other, row)).ToList();
        if (undoing.FirstOrDefault(u => u.Type == TransactionType.Void && u.Outcome == Outcome.Approved) is { } voided)
            return new(row, AttemptStanding.TakenBack, "voided", voided);
        if (undoing.FirstOrDefault(u => u.Type == TransactionType.Refund && u.Outcome == Outcome.Approved && u.Amount == row.Amount) is { } refunded)
            return new(row, AttemptStanding.TakenBack, "refunded", refunded);
        if (undoing.FirstOrDefault(u => u.Type == TransactionType.Void && u.Outcome == Outcome.Unknown && now < u.OccurredAt + feedDelay) is { } voiding)
            return new(row, AttemptStanding.Open, "reversing", voiding, voiding.OccurredAt + feedDelay);

        return new(row, AttemptStanding.Paid, "approved");
    }

    /// <summary>A definite refusal, as against a "declined" that only says that no answer came, or one that carries the code of an approval.</summary>
    private static bool IsAnswer(Transaction row) => row.ResponseCode switch
    {
        null => true,
        "00" or "10" or "11" => false,
        SwitchFault => row.CodeSource == CodeSource.Issuer,
        var code => !NoAnswerCodes.Contains(code),
    };

    private static bool Succeeded(Transaction reversal) => reversal.SentOutcome is Outcome.Approved or Outcome.Reversed;

    /// <summary>A reversal that names the row; or one that names nothing, follows it within the window and fits terminal, amount and card.</summary>
    private static bool TakesBack(Transaction reversal, Transaction row) =>
        Names(reversal, row)
        || reversal.OriginalEventId is null
            && reversal.OccurredAt >= row.OccurredAt
            && SameSale.IsSame(row, reversal with { Type = row.Type });

    private static bool Names(Transaction other, Transaction row) =>
        row.EventId is not null && other.OriginalEventId == row.EventId && other.Feed == row.Feed;
}
