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
        "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; ";

    // report-uri alone: every browser knows it, and report-to needs a header of its own on every page.
    private const string Reporting = $"; report-uri {CspReports.Path}";

    /// <summary>
    /// Pages: nothing inline at all. Console: MudBlazor sets style attributes and style elements, so style is allowed inline there and nothing else is.
    /// Files: a sandbox without anything, whatever the bytes turn out to be. Programs: nothing.
    /// </summary>
    public static string Policy(Zone zone) => zone switch
    {
        Zone.Page => Pages + "style-src 'self'" + Reporting,
        Zone.Console => Pages + "font-src 'self'; style-src 'self' 'unsafe-inline'" + Reporting,
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
        // What a script could use without anybody noticing or to somebody's harm. What is left off is the page's own by default; the camera stays, for photos of a receipt.
        ("Permissions-Policy", "geolocation=(), microphone=(), payment=(), display-capture=(), serial=(), usb=(), midi=()"),
    ];

    public static Zone Of(PathString path)
    {
        foreach (var (begins, zone) in Places)
            if (path.StartsWithSegments(begins)) return zone;
        return Zone.Page;
    }
}
