namespace Portal.Web.Features.ApiKeys;

/// <summary>Marker of this feature's texts.</summary>
public sealed class ApiKeysText;
