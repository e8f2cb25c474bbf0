using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Domain.Transactions;
using Portal.Web.Data.Guarding;
using Portal.Web.Data.Transactions;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Ingest;

/// <summary>Rows on their way in: judged one by one, gathered into batches, counted when they are written.</summary>
/// <param name="onlyMerchant">DE42 that an API key is bound to: rows of others are refused.</param>
internal sealed class TakeRows(string feed, string? onlyMerchant = null)
{
    /// <summary>A refused row's text is kept up to here.</summary>
    private const int KeptText = 4_000;

    private readonly List<RowError> rejected = [];
    private long accepted;
    private long duplicates;
    private long unassigned;
    private long rejectedCount;
    private Batch open = new([], []);

    public sealed record Batch(List<ArrivedRow> Rows, List<RefusedRow> Refused)
    {
        public int Count => Rows.Count + Refused.Count;
    }

    public int Waiting => open.Count;

    /// <summary>Rows refused because card data was in them, and rows in whose text it was masked.</summary>
    private (long Refused, long Masked) CardData { get; set; }

    /// <summary>Keeps a good row; otherwise says why not, and the caller hands in the row's text with <see cref="Refuse"/>.</summary>
    public RowError? Take(FeedRow row)
    {
        if (RowReading.Read(row, feed, out var error) is not { } transaction) return error;
        if (row.WasMasked) CardData = CardData with { Masked = CardData.Masked + 1 };
        if (onlyMerchant is not null && transaction.MerchantNumber != onlyMerchant) return new(row.Line, "merchant_id", RowErrors.OtherMerchant);
        open.Rows.Add(new(row.Line, transaction));
        return null;
    }

    /// <param name="text">The row as it came.</param>
    public void Refuse(RowError error, string text)
    {
        Count(error);
        if (error.HoldsCardNumber) CardData = CardData with { Refused = CardData.Refused + 1 };
        open.Refused.Add(new(error, error.HoldsCardNumber ? null : Kept(text)));
    }

    /// <summary>Hands over what was gathered and starts anew.</summary>
    public Batch Next()
    {
        var full = open;
        open = new(new(full.Rows.Count), []);
        return full;
    }

    public void Wrote(WrittenBatch batch)
    {
        Interlocked.Add(ref accepted, batch.Accepted);
        Interlocked.Add(ref duplicates, batch.Duplicates);
        Interlocked.Add(ref unassigned, batch.Unassigned);
        foreach (var conflict in batch.Conflicts) Count(conflict);
    }

    /// <summary>What of it was card data, for whoever has to follow it up.</summary>
    public void Tell(FoundCardData found, Viewer by)
    {
        found.Note(CardPlace.FeedRefused, feed, by, CardData.Refused);
        found.Note(CardPlace.FeedText, feed, by, CardData.Masked);
    }

    public IngestReport Report(IReadOnlyDictionary<string, long> unknownFields)
    {
        lock (rejected) return new(accepted, duplicates, unassigned, rejectedCount, [.. rejected.OrderBy(r => r.Line)], unknownFields);
    }

    private void Count(RowError error)
    {
        lock (rejected)
        {
            rejectedCount++;
            if (rejected.Count < IngestReport.MostListed) rejected.Add(error);
        }
    }

    /// <summary>Not where a number is in it, nor where escapes could hide one.</summary>
    private static string? Kept(string text) =>
        CardNumbers.Contains(text) || text.Contains("\\u", StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal)
            ? null
            : text.Length > KeptText ? text[..KeptText] : text;
}
