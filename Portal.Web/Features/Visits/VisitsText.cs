namespace Portal.Web.Features.Visits;

/// <summary>Marker of the texts about the staff seeing a merchant's pages.</summary>
public sealed class VisitsText;
