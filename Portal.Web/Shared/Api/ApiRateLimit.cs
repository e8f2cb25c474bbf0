using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Portal.Domain.Common;

namespace Portal.Web.Shared.Api;

/// <summary>So many requests a minute for each key (Api:RequestsPerMinute, 600 unless set); more are answered with 429 and when to come again.</summary>
public sealed class ApiRateLimit(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> keys = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(key, _ =>
        new FixedWindowRateLimiterOptions { PermitLimit = configuration.GetValue("Api:RequestsPerMinute", 600), Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var limiter = http.RequestServices.GetRequiredService<ApiRateLimit>();
        using var lease = limiter.keys.AttemptAcquire(http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
        if (lease.IsAcquired) return await next(context);

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Api.Refuse(new Problem("too-many-requests"), StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => keys.Dispose();
}
