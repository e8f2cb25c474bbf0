using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// Which reversal takes back which row. One that names its original takes back that row alone. One that names nothing may belong to whatever it fits,
/// so it never settles a row; it only keeps it open.
/// </summary>
public static class Reversals
{
    /// <summary>A reversal goes out within the day, however bad the line.</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(24);

    public static bool Names(Transaction other, Transaction row) =>
        row.EventId is not null && other.OriginalEventId == row.EventId && other.Feed == row.Feed;

    public static bool Succeeded(Transaction reversal) => reversal.SentOutcome is Outcome.Approved or Outcome.Reversed;

    internal static bool IsUnfinished(Transaction reversal, TimeSpan feedDelay, DateTimeOffset now) => !Succeeded(reversal) && now < reversal.OccurredAt + feedDelay;

    /// <summary>
    /// Fits terminal, amount and card as far as both rows tell them. A reversal follows its sale, but its clock may be behind by so much; it may also
    /// be hours late, which is why the card need not be known for it.
    /// </summary>
    /// <param name="afterAnyCard">Narrower where the card is not known: the row may be somebody else's payment of the same price.</param>
    internal static bool Fits(Transaction reversal, Transaction row, TimeSpan clockBehind, TimeSpan? afterAnyCard = null)
    {
        var card = SameSale.SameCard(reversal, row);
        if (!SameSale.SameTerminal(reversal, row) || card == false) return false;
        if (reversal.Amount is { } taken && row.Amount is { } paid && taken != paid) return false;

        var later = reversal.OccurredAt - row.OccurredAt;
        return later >= -clockBehind && later <= (card == true ? After : afterAnyCard ?? After);
    }

    /// <summary>
    /// The newest row that speaks of a try at this sale of which nothing else has come: it names no row of the file, fits the sale, and has not taken
    /// that try back for good (a reversal under way, a void or refund that was refused or is itself being taken back).
    /// </summary>
    internal static Transaction? OfUnseenTry(CaseFile file, DateTimeOffset now)
    {
        var others = file.Rows().ToList();
        var rows = others.Append(file.Transaction).ToList();
        return others.LastOrDefault(row =>
            (row.Type == TransactionType.Reversal || row.Type is TransactionType.Void or TransactionType.Refund && row.OriginalEventId is not null)
            && now < row.OccurredAt + file.FeedDelay
            && !(row.Type == TransactionType.Reversal ? Succeeded(row) : row.Outcome == Outcome.Approved && !rows.Any(against => Names(against, row)))
            && !rows.Any(original => Names(row, original))
            && Fits(row, file.Transaction, SameSale.Before));
    }
}
