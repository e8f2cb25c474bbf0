namespace Portal.Web.Hosting;

/// <summary>
/// One policy per zone. Merchant pages: nothing inline at all. Desk, studio and admin: MudBlazor sets style attributes and style elements,
/// so style is allowed inline there and nothing else is.
/// </summary>
public static class SecurityHeaders
{
    private static readonly string[] ConsoleZones = ["/desk", "/studio", "/admin"];

    private const string Common =
        "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'; ";

    public const string MerchantPolicy = Common + "style-src 'self'";
    public const string ConsolePolicy = Common + "style-src 'self' 'unsafe-inline'";

    public static bool IsConsole(PathString path) => ConsoleZones.Any(zone => path.StartsWithSegments(zone));

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = IsConsole(context.Request.Path) ? ConsolePolicy : MerchantPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    });
}
