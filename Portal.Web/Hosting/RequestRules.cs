using System.Net;
using Portal.Domain.Common;

namespace Portal.Web.Hosting;

/// <summary>What a request must look like before anybody reads it: a known method, nothing packed, no parameter twice, and not made by another site's page.</summary>
public static class RequestRules
{
    private static readonly HashSet<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>A chip and the picked time of the lookup share a name: the first that says something counts.</summary>
    private static readonly HashSet<string> MeantTwice = ["at"];

    public static IApplicationBuilder UseRequestRules(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (ShownInstead.IsShown(http) || Broken(http.Request) is not { } status) return next(http);
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status405MethodNotAllowed) http.Response.Headers.Allow = "GET, POST";
        return Task.CompletedTask;
    });

    /// <returns>The status to refuse it with; null where it is fine.</returns>
    public static int? Broken(HttpRequest request)
    {
        var circuit = request.Path.StartsWithSegments("/_blazor");
        if (!Methods.Contains(request.Method) && !(circuit && HttpMethods.IsConnect(request.Method))) return StatusCodes.Status405MethodNotAllowed;
        if (request.QueryString.Value?.Length > Limits.QueryLength) return StatusCodes.Status414UriTooLong;
        // Whatever is packed could be a thousand times as long once it is unpacked; nothing here unpacks it.
        if (request.Headers.ContentEncoding.Any(e => e is { Length: > 0 } && !e.Equals("identity", StringComparison.OrdinalIgnoreCase))) return StatusCodes.Status415UnsupportedMediaType;
        // Two programs that each take another one of two values is how checks are passed by.
        if (request.Query.Any(parameter => parameter.Value.Count > 1 && !MeantTwice.Contains(parameter.Key))) return StatusCodes.Status400BadRequest;
        return IsFromElsewhere(request, circuit) ? StatusCodes.Status403Forbidden : null;
    }

    private static bool IsFromElsewhere(HttpRequest request, bool circuit)
    {
        // Programs sign in with a key in a header, which no page of another site can make a browser send.
        if (Zones.Of(request.Path) == Zone.Program && !circuit && !request.Path.StartsWithSegments("/live")) return false;

        var origin = request.Headers.Origin.ToString();
        if (circuit && (request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method))) return !IsOwn(origin, request);

        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        switch (request.Headers["Sec-Fetch-Site"].ToString())
        {
            case "same-origin" or "none":
                return false;
            case "":
                // An old browser. "null" is what every browser sends for a form where no referrer is sent, as here.
                return changes && origin is not ("" or "null") && !IsOwn(origin, request);
            default:
                // A link may lead here. Nothing here is for being built into other sites, or for being posted to from there.
                return changes || request.Headers["Sec-Fetch-Mode"] != "navigate" || request.Headers["Sec-Fetch-Dest"] != "document" || Zones.Of(request.Path) == Zone.File;
        }
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme is "http" or "https"
        && string.Equals(from.Host.Trim('[', ']'), request.Host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port is { } port ? from.Port == port : from.IsDefaultPort);

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
