namespace Portal.Web.Features.Live;

public sealed class LiveText;
