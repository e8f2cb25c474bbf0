using Microsoft.AspNetCore.StaticAssets;

namespace Portal.Web.Hosting;

/// <summary>Puts the headers of <see cref="Zones"/> on every answer, before anything else can write one.</summary>
public static class SecurityHeaders
{
    /// <summary>One year, and the names below the portal's own.</summary>
    public const string Transport = "max-age=31536000; includeSubDomains";

    private static readonly object Provider = new();

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, IConfiguration configuration)
    {
        // The sign-in button's form is answered with the way to the company's own sign-in: browsers hold that against the form.
        var provider = Uri.TryCreate(configuration["SignIn:OpenIdConnect:Authority"], UriKind.Absolute, out var authority) ? authority.GetLeftPart(UriPartial.Authority) : null;
        return app.Use((http, next) => Begin(http, provider, next));
    }

    private static Task Begin(HttpContext http, string? provider, RequestDelegate next)
    {
        if (provider is not null) http.Items[Provider] = provider;
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
        var policy = Zones.Policy(zone);
        headers.ContentSecurityPolicy = http.Items[Provider] is string provider ? policy.Replace("form-action 'self'", "form-action 'self' " + provider, StringComparison.Ordinal) : policy;
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
