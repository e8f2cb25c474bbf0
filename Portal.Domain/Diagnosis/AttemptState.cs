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

    /// <param name="rows">Everything else in the case file, by time: reversals, voids and refunds are looked for in it.</param>
    public static AttemptState Of(Transaction row, IReadOnlyList<Transaction> rows, TimeSpan feedDelay, DateTimeOffset now)
    {
        var naming = rows.Where(other => other.Type == TransactionType.Reversal && Reversals.Names(other, row)).ToList();
        if (row.Outcome == Outcome.Reversed || naming.Any(Reversals.Succeeded))
            return new(row, AttemptStanding.TakenBack, "reversed", naming.FirstOrDefault(Reversals.Succeeded));

        // A refused row has nothing to take back, unless the terminal never heard the refusal and names it.
        var pending = rows.LastOrDefault(r => r.Type == TransactionType.Reversal && now < r.OccurredAt + feedDelay
            && (naming.Contains(r) || r.OriginalEventId is null && !IsRefusal(row) && Reversals.Fits(r, row, SameSale.ClockDrift, row.Outcome == Outcome.Approved ? SameSale.AfterAnyCard : null)));
        if (pending is not null)
            return new(row, AttemptStanding.Open, "reversing", pending, pending.OccurredAt + feedDelay);

        return row.Outcome switch
        {
            Outcome.Approved => OfApproved(row, rows, feedDelay, now),
            _ when IsRefusal(row) => new(row, AttemptStanding.Refused, "declined"),
            _ when now >= row.OccurredAt + feedDelay => new(row, AttemptStanding.Refused, "never-answered"),
            _ => new(row, AttemptStanding.Open, "no-answer", null, row.OccurredAt + feedDelay),
        };
    }

    /// <summary>A definite refusal, as against a "declined" that only says that no answer came, or one that carries the code of an approval.</summary>
    public static bool IsRefusal(Transaction row) => row.SentOutcome == Outcome.Declined && row.ResponseCode switch
    {
        null => true,
        "00" or "10" or "11" => false,
        SwitchFault => row.CodeSource == CodeSource.Issuer,
        var code => !NoAnswerCodes.Contains(code),
    };

    private static AttemptState OfApproved(Transaction row, IReadOnlyList<Transaction> rows, TimeSpan feedDelay, DateTimeOffset now)
    {
        foreach (var undo in rows.Where(other => Undoes(other, row)))
        {
            var against = rows.Where(other => other.Type is TransactionType.Reversal or TransactionType.Void && Reversals.Names(other, undo)).ToList();
            if (undo.Outcome == Outcome.Reversed || against.Any(Reversals.Succeeded)) continue;

            var open = undo.Outcome == Outcome.Approved ? against.LastOrDefault(other => !IsRefusal(other) || other.Type == TransactionType.Reversal) : undo;
            if (open is null) return new(row, AttemptStanding.TakenBack, undo.Type == TransactionType.Void ? "voided" : "refunded", undo);
            if (now < open.OccurredAt + feedDelay) return new(row, AttemptStanding.Open, "reversing", open, open.OccurredAt + feedDelay);
            if (open != undo) return new(row, AttemptStanding.TakenBack, undo.Type == TransactionType.Void ? "voided" : "refunded", undo);
        }

        return new(row, AttemptStanding.Paid, "approved");
    }

    /// <summary>A void that went through or may have, a refund of the whole amount that went through.</summary>
    private static bool Undoes(Transaction other, Transaction row) => Reversals.Names(other, row) && other.Type switch
    {
        TransactionType.Void => !IsRefusal(other),
        TransactionType.Refund => other.Outcome == Outcome.Approved && other.Amount == row.Amount,
        _ => false,
    };
}
