using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// Payments the terminal keeps and has not sent. The feed tells how many, not which, so while any may be an attempt at this sale, it is not known
/// whether the sale is paid. Counts up to 30 minutes after the sale matter; a later count of zero clears them, and so does the feed delay.
/// </summary>
internal static class StoredPayments
{
    public static (Transaction Row, int Count, DateTimeOffset SettlesAt)? Waiting(CaseFile file, DateTimeOffset now)
    {
        var sale = file.Transaction;
        var counts = file.Rows().Append(sale)
            .Where(row => row.UnsentCount is not null && row.TerminalNumber == sale.TerminalNumber)
            .OrderBy(row => row.OccurredAt).ThenBy(row => row.UnsentCount)
            .ToList();

        var waiting = counts.LastOrDefault(row => row.UnsentCount > 0 && row.OccurredAt <= sale.OccurredAt + SameSale.AfterAnyCard);
        if (waiting is null || counts.Any(row => row.UnsentCount == 0 && row.OccurredAt > waiting.OccurredAt)) return null;

        var settlesAt = (waiting.OccurredAt > sale.OccurredAt ? waiting.OccurredAt : sale.OccurredAt) + file.FeedDelay;
        return now < settlesAt ? (waiting, waiting.UnsentCount!.Value, settlesAt) : null;
    }
}
