namespace Portal.Web.Features.CardFindings;

/// <summary>Marker of this feature's texts.</summary>
public sealed class CardFindingsText;
