using Portal.Domain.Common;
using Portal.Domain.Transactions;

namespace Portal.Domain.Troubleshooting;

/// <summary>The record a walk began without, where it arrives after all: on the same terminal, about the time it was told to be, with the amount where that was told.</summary>
public static class LateRecord
{
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(Limits.LookupHalfWidthMinutes);

    /// <summary>What arrived since and may be it, nearest in time first.</summary>
    /// <param name="since">When the walk began: what was there before had been looked through.</param>
    /// <param name="rows">Of the terminal.</param>
    public static IReadOnlyList<Transaction> Candidates(IEnumerable<Transaction> rows, DateTimeOffset claimedAt, decimal? amount, DateTimeOffset since, TransactionId? refused) =>
    [
        .. rows.Where(row => row.IsMoney && row.Id != default && row.Id != refused && row.ReceivedAt >= since && (row.OccurredAt - claimedAt).Duration() <= Around)
            .Where(row => amount is null || IsAmount(row, amount.Value))
            .OrderBy(row => (row.OccurredAt - claimedAt).Duration()).ThenBy(row => row.Id.Value),
    ];

    /// <summary>The one that needs no asking: the only one, of the amount that was told. Null where a person has to say.</summary>
    public static Transaction? Certain(IReadOnlyList<Transaction> candidates, decimal? amount, TransactionId? refused) =>
        amount is not null && refused is null && candidates is [var only] ? only : null;

    private static bool IsAmount(Transaction row, decimal amount) =>
        row.Amount is { } money && Money.Parse(amount.ToString(System.Globalization.CultureInfo.InvariantCulture), money.Currency) == money;
}
