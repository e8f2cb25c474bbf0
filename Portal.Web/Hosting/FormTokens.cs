using Microsoft.AspNetCore.Antiforgery;

namespace Portal.Web.Hosting;

/// <summary>A form without its token goes no further, and is answered in the reader's words: mostly the page had been open since before signing in.</summary>
internal static class FormTokens
{
    public static IApplicationBuilder UseFormTokens(this IApplicationBuilder app) => app.UseAntiforgery().Use((http, next) =>
    {
        if (!IsMissing(http) || ShownInstead.IsShown(http)) return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    public static bool IsMissing(HttpContext http) => http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };
}
