using Portal.Domain.Common;
using Portal.Web.Shared.Api;

namespace Portal.Web.Hosting;

/// <summary>A call of the API that is refused before any endpoint saw it is answered as a problem too, never with a page.</summary>
internal static class ProgramProblems
{
    public static IApplicationBuilder UseProgramProblems(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response.HasStarted || http.Response.ContentLength > 0 || http.Response.ContentType is not null || !http.Request.Path.StartsWithSegments("/api")) return;

        var code = http.Response.StatusCode switch
        {
            400 => "bad-request",
            403 => "cross-site",
            404 => "not-found",
            405 => "method-not-allowed",
            413 => "too-large",
            414 => "query-too-long",
            415 => "media-type",
            _ => null,
        };
        if (code is not null) await Api.Refuse(new Problem(code), http.Response.StatusCode).ExecuteAsync(http);
    });
}
