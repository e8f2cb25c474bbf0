namespace Portal.Web.Features.OpenId;

public sealed class OpenIdText;
