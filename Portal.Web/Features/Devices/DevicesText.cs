namespace Portal.Web.Features.Devices;

public sealed class DevicesText;
