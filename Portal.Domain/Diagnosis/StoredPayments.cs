using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// Payments the terminal keeps and has not sent. The feed tells how many, not which, so while any may be an attempt at this sale, it is not known
/// whether the sale is paid. A count of zero clears them where it is surely later than the count, and so does the feed delay; a count hours after the
/// sale still matters, unless the terminal had reported none in between: a terminal without a line reports nothing until it is back.
/// </summary>
/// <remarks>"Surely later" is by more than clocks may be apart. What a terminal reports as sent is taken to be in the feed before that report is.</remarks>
internal static class StoredPayments
{
    public static (Transaction Row, int Count, DateTimeOffset SettlesAt)? Waiting(CaseFile file, DateTimeOffset now)
    {
        var sale = file.Transaction;
        var counts = file.Rows().Append(sale)
            .Where(row => row.UnsentCount is not null && row.TerminalNumber == sale.TerminalNumber)
            .OrderBy(row => row.OccurredAt).ThenBy(row => row.UnsentCount)
            .ToList();
        var none = counts.Where(row => row.UnsentCount == 0).Select(row => row.OccurredAt).ToList();

        var waiting = counts.LastOrDefault(row => row.UnsentCount > 0 && !none.Any(at => SentBy(at, row.OccurredAt) || StoredAfter(at, row.OccurredAt)));
        if (waiting is null) return null;

        var settlesAt = (waiting.OccurredAt > sale.OccurredAt ? waiting.OccurredAt : sale.OccurredAt) + file.FeedDelay;
        return now < settlesAt ? (waiting, waiting.UnsentCount!.Value, settlesAt) : null;

        bool SentBy(DateTimeOffset none, DateTimeOffset counted) => none >= counted + SameSale.ClockDrift;

        bool StoredAfter(DateTimeOffset none, DateTimeOffset counted) => none >= sale.OccurredAt + SameSale.AfterAnyCard && none <= counted - SameSale.ClockDrift;
    }
}
