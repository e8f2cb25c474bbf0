namespace Portal.Web.Features.Privacy;

/// <summary>Marker of this feature's texts.</summary>
public sealed class PrivacyText;
