namespace Portal.Web.Shared.Text;

/// <summary>Marker of the texts every page shares.</summary>
public sealed class SharedText;
