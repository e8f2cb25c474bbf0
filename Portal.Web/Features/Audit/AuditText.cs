namespace Portal.Web.Features.Audit;

/// <summary>Marker of this feature's texts.</summary>
public sealed class AuditText;
