namespace Portal.Web.Hosting;

/// <summary>What kind of answer an address gives, which decides the headers it carries.</summary>
public enum Zone
{
    /// <summary>Static pages, for merchants and for everyone.</summary>
    Page,

    /// <summary>Desk, studio and admin: MudBlazor in a circuit.</summary>
    Console,

    /// <summary>Bytes that people brought, and exports.</summary>
    File,

    /// <summary>For programs: the HTTP API, its description, health, live updates, reports, the circuit's own connection.</summary>
    Program,
}

/// <summary>Which address lies in which zone, and the one table of what each zone's answers carry.</summary>
public static class Zones
{
    private static readonly (string Begins, Zone Zone)[] Places =
    [
        ("/desk", Zone.Console), ("/studio", Zone.Console), ("/admin", Zone.Console),
        ("/attachments", Zone.File),
        ("/api", Zone.Program), ("/openapi", Zone.Program), ("/healthz", Zone.Program), ("/live", Zone.Program), (CspReports.Path, Zone.Program), ("/_blazor", Zone.Program),
    ];

    private const string Pages =
        "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'; ";

    private const string Reporting = $"; report-uri {CspReports.Path}; report-to {CspReports.Group}";

    /// <summary>
    /// Pages: nothing inline at all. Console: MudBlazor sets style attributes and style elements, so style is allowed inline there and nothing else is.
    /// Files: a sandbox without anything, whatever the bytes turn out to be. Programs: nothing.
    /// </summary>
    public static string Policy(Zone zone) => zone switch
    {
        Zone.Page => Pages + "style-src 'self'" + Reporting,
        Zone.Console => Pages + "style-src 'self' 'unsafe-inline'" + Reporting,
        Zone.File => "default-src 'none'; sandbox; frame-ancestors 'none'",
        _ => "default-src 'none'; frame-ancestors 'none'",
    };

    /// <summary>Carried by every answer of every zone.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Everywhere =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
        ("Permissions-Policy",
            "accelerometer=(), autoplay=(), camera=(self), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), " +
            "midi=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), serial=(), usb=(), xr-spatial-tracking=()"),
        ("Reporting-Endpoints", $"{CspReports.Group}=\"{CspReports.Path}\""),
    ];

    public static Zone Of(PathString path)
    {
        foreach (var (begins, zone) in Places)
            if (path.StartsWithSegments(begins)) return zone;
        return Zone.Page;
    }
}
