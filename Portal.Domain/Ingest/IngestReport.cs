namespace Portal.Domain.Ingest;

/// <summary>What became of the rows of one delivery.</summary>
/// <param name="Unassigned">Part of the accepted: their merchant or terminal is not registered yet.</param>
/// <param name="Rejected">The first <see cref="MostListed"/> of them, by line.</param>
/// <param name="UnknownFields">Names the portal does not know and how often each came.</param>
public sealed record IngestReport(
    long Accepted, long Duplicates, long Unassigned, long RejectedCount, IReadOnlyList<RowError> Rejected, IReadOnlyDictionary<string, long> UnknownFields)
{
    public const int MostListed = 1_000;

    public static readonly IngestReport Empty = new(0, 0, 0, 0, [], new Dictionary<string, long>());
}
