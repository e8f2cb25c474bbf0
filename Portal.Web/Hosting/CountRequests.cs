using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Domain.Common;
using Portal.Web.Shared.Api;

namespace Portal.Web.Hosting;

/// <summary>
/// Which rules of the table a request counts against, and the answer when there were too many: 429 with Retry-After, a page for people, a problem for programs.
/// Photos, reset mails and keys are counted where they are taken.
/// </summary>
internal static class CountRequests
{
    private static readonly PathString[] Searched = ["/lookup", "/help", "/codes", "/continue"];

    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var limits = http.RequestServices.GetRequiredService<RateLimits>();
        var wait = ShownInstead.IsShown(http) ? null : Rules(http, limits.Options).Select(r => limits.Take(r.Rule, r.Rate, r.Who)).FirstOrDefault(w => w is not null);
        if (wait is not { } still)
        {
            await next(http);
            return;
        }

        await TooMany(http, still);
    });

    /// <summary>Says so, to a person or a program.</summary>
    public static Task TooMany(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Zones.Of(http.Request.Path) == Zone.Program) return Api.Refuse(new Problem("too-many-requests"), StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }

    private static IEnumerable<(string Rule, Rate Rate, string Who)> Rules(HttpContext http, RateLimitOptions rates)
    {
        var path = http.Request.Path;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || path.StartsWithSegments("/healthz") || path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/_framework"))
            yield break;

        var address = RateLimits.Of(http.Connection.RemoteIpAddress);
        if (path.StartsWithSegments("/api"))
        {
            yield return (nameof(rates.ApiCalls), rates.ApiCalls, address);
            yield break;
        }

        if (path.StartsWithSegments(CspReports.Path))
        {
            yield return (nameof(rates.Reports), rates.Reports, address);
            yield break;
        }

        var sends = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (path.StartsWithSegments("/card")) yield return (nameof(rates.CustomerCards), rates.CustomerCards, address);
        if (sends && path.StartsWithSegments("/account/forgot")) yield return (nameof(rates.ResetForms), rates.ResetForms, address);

        if (http.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person)
        {
            yield return sends ? (nameof(rates.StrangerForms), rates.StrangerForms, address) : (nameof(rates.StrangerPages), rates.StrangerPages, address);
            yield break;
        }

        yield return sends ? (nameof(rates.Forms), rates.Forms, person) : (nameof(rates.Pages), rates.Pages, person);
        if (!sends && http.Request.Query.Count > 0 && Searched.Any(s => path.StartsWithSegments(s))) yield return (nameof(rates.Searches), rates.Searches, person);
    }
}
