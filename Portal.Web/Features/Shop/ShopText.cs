namespace Portal.Web.Features.Shop;

/// <summary>Marker of the texts of the owner's shop page.</summary>
public sealed class ShopText;
