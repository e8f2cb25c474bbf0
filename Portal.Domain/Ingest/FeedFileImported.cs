using Portal.Domain.Common;

namespace Portal.Domain.Ingest;

/// <summary>A file of transactions was taken in. What programs send over HTTP is in the list of deliveries, several times a second, and not here.</summary>
public sealed record FeedFileImported(string Feed, long Accepted, long Duplicates, long Rejected) : PortalEvent
{
    public override string Subject => "feed/" + Feed;
}
