namespace Portal.Web.Features.Troubleshooting;

public sealed class TroubleshootingText;
