namespace Portal.Web.Features.CustomerCards;

/// <summary>Marker of the texts that customers read, and of those around them.</summary>
public sealed class CustomerCardsText;
