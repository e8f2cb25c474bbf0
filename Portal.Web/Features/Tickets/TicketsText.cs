namespace Portal.Web.Features.Tickets;

/// <summary>Marker of this feature's texts.</summary>
public sealed class TicketsText;
