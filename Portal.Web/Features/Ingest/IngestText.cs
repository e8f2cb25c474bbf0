namespace Portal.Web.Features.Ingest;

/// <summary>Marker of this feature's texts.</summary>
public sealed class IngestText;
