namespace Portal.Web.Features.Factors;

/// <summary>Marker of the texts of second factors and passkeys.</summary>
public sealed class FactorsText;
