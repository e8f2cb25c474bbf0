using System.Security.Claims;
using Portal.Web.Hosting;

namespace Portal.Web.Shared.Api;

/// <summary>So many requests a minute for each key (Api:RequestsPerMinute, 600 unless set); more are answered with 429 and when to come again.</summary>
internal static class ApiRateLimit
{
    private const int Usual = 600;

    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var rate = new Rate { Permits = http.RequestServices.GetRequiredService<IConfiguration>().GetValue("Api:RequestsPerMinute", Usual), Seconds = 60 };
        if (http.RequestServices.GetRequiredService<RateLimits>().Take("ApiKey", rate, http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "") is not { } wait) return await next(context);

        await CountRequests.TooMany(http, wait);
        return Results.Empty;
    }
}
