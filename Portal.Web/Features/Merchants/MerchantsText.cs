namespace Portal.Web.Features.Merchants;

/// <summary>Marker of this feature's texts.</summary>
public sealed class MerchantsText;
