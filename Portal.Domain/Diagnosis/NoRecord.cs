namespace Portal.Domain.Diagnosis;

/// <summary>
/// What may be said where a sale left no record. "No record, so no charge" needs the terminal to have been heard since, with the time a record takes
/// gone by; or the whole feed delay to have passed with the feed alive. Otherwise it is not known yet, until <paramref name="Until"/>.
/// </summary>
/// <param name="Because">Text key: terminal-heard, delay-passed; unsent-payments, on-its-way, line-silent, feed-silent.</param>
/// <param name="Until">When it can be told at the latest; null where that depends on the feed coming back.</param>
public sealed record NoRecord(bool MeansNoCharge, string Because, DateTimeOffset? Until = null)
{
    public static NoRecord Of(CaseFile file, DateTimeOffset now)
    {
        var claimedAt = file.Transaction.OccurredAt;
        var (due, settled) = (claimedAt + file.RecordDelay, claimedAt + file.FeedDelay);
        if (StoredPayments.Waiting(file, now) is { } stored) return new(false, "unsent-payments", stored.SettlesAt);
        if (now < due) return new(false, "on-its-way", due);

        var heard = file.Rows().Any(row => row.TerminalNumber == file.Transaction.TerminalNumber && row.OccurredAt >= claimedAt);
        if (heard) return new(true, "terminal-heard");

        var feedGoesOn = file.DataUntil >= due;
        if (now >= settled) return feedGoesOn ? new(true, "delay-passed") : new(false, "feed-silent");
        return new(false, feedGoesOn ? "line-silent" : "feed-silent", settled);
    }
}
