using Microsoft.AspNetCore.StaticAssets;

namespace Portal.Web.Hosting;

/// <summary>
/// What an answer need not say. Style sheet, icons and scripts are no documents: what tells a browser how to treat a document means nothing on them, and under
/// an address that never holds anything else nothing has to be asked again. On a bad line a first visit waits for every packet (docs/benchmarks.md).
/// </summary>
internal static class LeanHeaders
{
    /// <summary>Kept on a file of the portal's own: what it is, how long it keeps, and that nobody else may use it or read it as something else.</summary>
    private static readonly HashSet<string> OfAFile = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Length", "Content-Encoding", "Content-Range", "Transfer-Encoding", "Connection", "Date", "Cache-Control", "Vary",
        "X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Strict-Transport-Security",
    };

    /// <summary>Said already by Cache-Control to everyone since HTTP/1.1.</summary>
    private static readonly string[] Old = ["Pragma", "Expires"];

    /// <summary>Stands first: what is registered first to run before an answer starts runs last, after everyone has put their headers.</summary>
    public static IApplicationBuilder UseLeanHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(Leave, http);
        return next(http);
    });

    private static Task Leave(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        foreach (var name in Old) headers.Remove(name);
        if (IsLasting(http))
            foreach (var name in headers.Keys.Where(name => !OfAFile.Contains(name)).ToList()) headers.Remove(name);
        return Task.CompletedTask;
    }

    private static bool IsLasting(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        && http.Response.StatusCode is (StatusCodes.Status200OK or StatusCodes.Status206PartialContent)
        && http.Response.Headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal);
}
