using Microsoft.AspNetCore.Antiforgery;

namespace Portal.Web.Hosting;

/// <summary>A form without its token goes no further, and is answered in the reader's words: mostly the page had been open since before signing in.</summary>
internal static class FormTokens
{
    private static readonly object Missing = new();

    public static IApplicationBuilder UseFormTokens(this IApplicationBuilder app) => app.UseAntiforgery().Use((http, next) =>
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(http);
        if (http.Request.Path.StartsWithSegments("/_blazor"))
        {
            // A desk page that is left says goodbye to its circuit. It has no token, and needs none: the circuit's secret is in the message.
            http.Features.Set<IAntiforgeryValidationFeature>(null);
            return next(http);
        }

        http.Items[Missing] = true;
        // Nobody acts on the form any more; the page shown instead may read it, to give back what was typed.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    public static bool IsMissing(HttpContext http) => http.Items.ContainsKey(Missing);
}
