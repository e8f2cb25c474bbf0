using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>What became of the sale and of earlier tries at it.</summary>
internal static class SaleEvidence
{
    /// <summary>Two wrong PINs of one card within the hour before are more than a slip.</summary>
    private const int WrongPins = 2;

    public static IEnumerable<Evidence> From(CaseFile file, DateTimeOffset now)
    {
        var sale = file.Transaction;
        var rows = file.Rows().ToList();
        var attempts = SameSale.Attempts(file);
        var paid = attempts.Where(a => a.Outcome == Outcome.Approved).ToList();

        if (paid.FirstOrDefault(a => a.OccurredAt > sale.OccurredAt) is { } later)
            yield return new("later-approval", "feed", later.OccurredAt, Minutes(later.OccurredAt - sale.OccurredAt));
        if (paid.LastOrDefault(a => a.OccurredAt <= sale.OccurredAt) is { } earlier)
            yield return new("earlier-approval", "feed", earlier.OccurredAt, Minutes(sale.OccurredAt - earlier.OccurredAt));

        if (sale.Outcome == Outcome.Reversed)
            yield return new("reversed", "feed", rows.FirstOrDefault(r => r.Id == sale.ReversedBy)?.OccurredAt ?? sale.OccurredAt);
        else if (AttemptState.Of(sale, rows, file.FeedDelay, now) is { Because: "no-answer" or "never-answered" } && !rows.Any(IsReversal))
            yield return new("no-reversal-seen", "feed", file.DataUntil == default ? now : file.DataUntil);

        if (StoredPayments.Waiting(file, now) is { } stored)
            yield return new("unsent-payments", "terminal", stored.Row.OccurredAt, stored.Count);

        var before = rows.LastOrDefault(r => r.IsMoney && r.TerminalNumber == sale.TerminalNumber && r.OccurredAt < sale.OccurredAt && !attempts.Contains(r));
        if (before is not null && AttemptState.Of(before, rows, file.FeedDelay, now).Standing == AttemptStanding.Open)
            yield return new("previous-unsettled", "feed", before.OccurredAt, Minutes(sale.OccurredAt - before.OccurredAt));

        var wrongPins = rows.Append(sale).Count(r => r.ResponseCode == "55" && SameSale.SameCard(sale, r) == true && r.OccurredAt <= sale.OccurredAt);
        if (wrongPins >= WrongPins) yield return new("repeated-wrong-pin", "feed", sale.OccurredAt, wrongPins);

        var tries = attempts.Count(a => a.OccurredAt <= sale.OccurredAt) + 1;
        if (tries > 1) yield return new("retry-chain", "feed", sale.OccurredAt, tries);

        if (sale.Type is TransactionType.Void or TransactionType.Refund or TransactionType.PreauthCompletion)
        {
            yield return new("refers-to-other-sale", "feed", sale.OccurredAt);
            if (sale.OriginalEventId is null || !rows.Any(r => r.EventId == sale.OriginalEventId))
                yield return new("original-missing", "feed", sale.OccurredAt);
        }

        bool IsReversal(Transaction row) => row.Type == TransactionType.Reversal && row.OriginalEventId == sale.EventId && sale.EventId is not null;
    }

    internal static int Minutes(TimeSpan apart) => (int)Math.Round(Math.Abs(apart.TotalMinutes));
}
