using Microsoft.AspNetCore.StaticAssets;

namespace Portal.Web.Hosting;

/// <summary>Puts the headers of <see cref="Zones"/> on every answer, before anything else can write one.</summary>
public static class SecurityHeaders
{
    /// <summary>One year, and the names below the portal's own.</summary>
    public const string Transport = "max-age=31536000; includeSubDomains";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(Begin);

    private static Task Begin(HttpContext http, RequestDelegate next)
    {
        Put(http, Zones.Of(http.Request.Path));
        // An error page clears the headers: they are put again when the answer starts.
        http.Response.OnStarting(Complete, http);
        return next(http);
    }

    /// <summary>For an answer that is another kind than its address says: an export below /admin is a file.</summary>
    public static void Put(HttpContext http, Zone zone)
    {
        http.Items[typeof(Zone)] = zone;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Zones.Policy(zone);
        foreach (var (name, value) in Zones.Everywhere) headers[name] = value;
        if (http.Request.IsHttps && !RequestRules.IsLoopback(http.Request.Host.Host)) headers.StrictTransportSecurity = Transport;
    }

    private static Task Complete(object state)
    {
        var http = (HttpContext)state;
        Put(http, (Zone)http.Items[typeof(Zone)]!);
        var headers = http.Response.Headers;
        // Fingerprinted files say themselves how long they keep; everything else is kept by nobody.
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
