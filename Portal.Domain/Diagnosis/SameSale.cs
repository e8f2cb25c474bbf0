using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// When two rows are attempts at one sale (contracts.md, "Verdict"): same kind, same terminal, same amount, and the same card where both rows
/// tell which card it was. A card is told by the feed's token, else by its last four digits.
/// </summary>
/// <remarks>
/// The windows. Before: 20 minutes of trying at the counter, and 10 by which the clocks behind two rows of one terminal may be apart: the sale whose
/// "declined" slip is being asked about was tried minutes ago; a regular's second coffee an hour later is another sale. After: 24 hours where both
/// rows name the same card, because who was told to come back later pays the same sale then, and nobody is waiting at the counter any more to be
/// misled; as before where the card is not known.
/// </remarks>
public static class SameSale
{
    public static readonly TimeSpan ClockDrift = TimeSpan.FromMinutes(Limits.ClockDriftMinutes);

    public static readonly TimeSpan Before = TimeSpan.FromMinutes(20) + ClockDrift;
    public static readonly TimeSpan AfterAnyCard = Before;
    public static readonly TimeSpan AfterSameCard = TimeSpan.FromHours(24);

    /// <summary>The other attempts at the transaction's sale, rising by time. Rows may come in any order and more than once.</summary>
    public static IReadOnlyList<Transaction> Attempts(CaseFile file)
    {
        var subject = file.Transaction;
        return [.. file.Rows().Where(row => !IsSubject(file, row) && IsSame(subject, row))];
    }

    public static bool IsSame(Transaction subject, Transaction other)
    {
        if (other.Type != subject.Type || !SameTerminal(subject, other)) return false;
        if (subject.Amount is null || other.Amount != subject.Amount) return false;

        var card = SameCard(subject, other);
        if (card == false) return false;

        var apart = other.OccurredAt - subject.OccurredAt;
        return apart >= -Before && apart <= After(card);
    }

    internal static TimeSpan After(bool? card) => card == true ? AfterSameCard : AfterAnyCard;

    /// <summary>True: the same card; false: another; null: a row does not tell. Tokens say something only within the feed that made them.</summary>
    public static bool? SameCard(Transaction one, Transaction other)
    {
        if (one.Feed == other.Feed && one.CardToken is { } token && other.CardToken is { } otherToken) return token == otherToken;
        if (one.CardLast4 is { } last4 && other.CardLast4 is { } otherLast4) return last4 == otherLast4 && SameBin(one, other);
        return null;
    }

    internal static bool SameTerminal(Transaction one, Transaction other) =>
        one.TerminalNumber == other.TerminalNumber && one.MerchantNumber == other.MerchantNumber;

    internal static bool IsSubject(CaseFile file, Transaction row) => row == file.Transaction || row.Id != default && row.Id == file.Transaction.Id;

    private static bool SameBin(Transaction one, Transaction other) =>
        one.CardFirst6 is null || other.CardFirst6 is null || one.CardFirst6 == other.CardFirst6;
}
