using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.Web.Hosting;

/// <summary>
/// Where browsers report what the content policy stopped. Kept is which directive and which kind of page, as one log line; the rest of a report is written by
/// whoever sends it and may hold anything.
/// </summary>
internal static partial class CspReports
{
    public const string Path = "/reports/csp";

    private static readonly HashSet<string> Directives =
    [
        "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "manifest-src",
        "form-action", "base-uri", "frame-ancestors", "frame-src", "child-src", "worker-src", "media-src", "object-src", "sandbox",
    ];

    private const int MostInOne = 10;

    public static void MapCspReports(this IEndpointRouteBuilder routes) => routes.MapPost(Path, Take)
        .DisableAntiforgery().AllowAnonymous().ExcludeFromDescription()
        .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Limits.ReportBytes));

    private static async Task<IResult> Take(HttpContext http, ILoggerFactory logs)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is not ("application/csp-report" or "application/reports+json" or "application/json"))
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, new() { MaxDepth = 8 }, http.RequestAborted);
            var log = logs.CreateLogger("Portal.ContentPolicy");
            foreach (var (directive, page) in Read(body.RootElement).Take(MostInOne)) log.LogWarning("A browser refused {Directive} on {Page}.", directive, page);
            return Results.NoContent();
        }
        catch (BadHttpRequestException tooLarge)
        {
            return Results.StatusCode(tooLarge.StatusCode);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return Results.BadRequest();
        }
    }

    /// <summary>Both forms there are: {"csp-report":{"violated-directive":…}} and [{"type":"csp-violation","body":{"effectiveDirective":…}}].</summary>
    internal static IEnumerable<(string Directive, string Page)> Read(JsonElement report)
    {
        if (report.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in report.EnumerateArray())
                if (Member(one, "body") is { } body) yield return (Directive(Word(body, "effectiveDirective")), Page(Word(body, "documentURL")));
        }
        else if (Member(report, "csp-report") is { } old)
        {
            yield return (Directive(Word(old, "effective-directive") ?? Word(old, "violated-directive")), Page(Word(old, "document-uri")));
        }
    }

    private static JsonElement? Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    private static string? Word(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string Directive(string? named) => named?.Split(' ')[0].ToLowerInvariant() is { } word && Directives.Contains(word) ? word : "other";

    /// <summary>"/tickets/T-1042?x=y" becomes "/tickets/…": an address may hold an id or a secret, its first words tell which page it is.</summary>
    private static string Page(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var page) && page.AbsolutePath.Length < 500
        ? string.Concat(page.Segments.Select(s => s.Trim('/')).Where(s => s.Length > 0).Take(4).Select(s => "/" + (PlainWord().IsMatch(s) ? s : "…"))) is { Length: > 0 } path ? path : "/"
        : "…";

    [GeneratedRegex("^[a-z-]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainWord();
}
