using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Domain.Troubleshooting;

/// <summary>
/// Which approval in the feed shows that what was tried works. The same sale approved always does: same kind, terminal and amount, and the same card
/// (any card where the fix was to take another one). Beyond that it depends on where the fault sits: a fault of the card says nothing through other
/// cards; a fault of the terminal, its line or the merchant account is over with any approval there of the same scheme and way of reading the card,
/// one of the bank with an approval of that bank, provided that none had come through between the decline and the fix: then it worked all along.
/// </summary>
/// <remarks>Only what happened and arrived after the fix was begun, and stands as paid. Nothing while it is not known whether the sale itself is paid.</remarks>
public static class WorksAgain
{
    /// <summary>Another customer's sale of the same amount an hour later is not this one with another card.</summary>
    private static readonly TimeSpan OtherCardWithin = TimeSpan.FromMinutes(30);

    /// <param name="fix">The one being tried, or tried last.</param>
    /// <param name="since">When it was begun.</param>
    public static Transaction? In(CaseFile file, Verdict verdict, Scope scope, Fix? fix, DateTimeOffset since, DateTimeOffset now)
    {
        if (verdict.Retry == Retry.CheckFirst) return null;

        var sale = file.Transaction;
        var rows = file.Rows().ToList();
        var paid = rows.Where(row => Sells(row) && row.TerminalNumber == sale.TerminalNumber && IsPaid(row)).ToList();
        var after = paid.Where(row => row.OccurredAt >= WholeSecond(since) && row.ReceivedAt >= since).ToList();
        if (after.FirstOrDefault(IsThisSale) is { } same) return same;
        if (scope is Scope.Card or Scope.Unknown) return null;

        var workedAllAlong = paid.Any(row => row.OccurredAt > sale.OccurredAt && row.OccurredAt < since && IsLike(row));
        return workedAllAlong ? null : after.FirstOrDefault(IsLike);

        bool IsPaid(Transaction row) => AttemptState.Of(row, [.. rows.Where(r => r != row)], file.FeedDelay, now).Standing == AttemptStanding.Paid;

        bool IsThisSale(Transaction row) =>
            sale.Amount is not null && row.Amount == sale.Amount && row.Type == sale.Type
            && (SameSale.SameCard(sale, row) != false || fix is { OtherCard: true } && row.OccurredAt - since <= OtherCardWithin);

        bool IsLike(Transaction row) =>
            SameOrUnknown(sale.Scheme, row.Scheme)
            && (EntryModes.Read(sale.EntryMode) == CardRead.Unknown || EntryModes.Read(row.EntryMode) is CardRead.Unknown || EntryModes.Read(row.EntryMode) == EntryModes.Read(sale.EntryMode))
            && (scope != Scope.BankWide || sale.Issuer is not null && row.Issuer == sale.Issuer);
    }

    /// <summary>Feeds tell time in seconds.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static bool Sells(Transaction row) => row.Type is TransactionType.Sale or TransactionType.Preauth or TransactionType.PreauthCompletion;

    private static bool SameOrUnknown(string? one, string? other) => one is null || other is null || one == other;
}
