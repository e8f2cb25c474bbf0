namespace Portal.Web.Features.Guidance;

/// <summary>Marker of the texts around help, articles and response codes.</summary>
public sealed class GuidanceText;
