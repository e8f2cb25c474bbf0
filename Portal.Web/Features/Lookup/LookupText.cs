namespace Portal.Web.Features.Lookup;

/// <summary>Marker of the texts of the lookup.</summary>
public sealed class LookupText;
