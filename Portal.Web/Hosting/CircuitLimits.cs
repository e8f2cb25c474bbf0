using System.Collections.Concurrent;
using System.Security.Claims;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>
/// Desk windows open at once: each holds memory here for as long as it is open. Circuits are for staff: for everyone else the address they are reached at does not
/// exist. A window too many gets a page that says so, not a desk that does not answer.
/// </summary>
public sealed class CircuitLimits(RateLimits limits)
{
    private readonly ConcurrentDictionary<string, int> open = new();

    /// <summary>Retained for a person who lost the connection; what matters is saved or in the address.</summary>
    public const int Retained = 50;

    public static readonly TimeSpan RetainedFor = TimeSpan.FromMinutes(2), CallPatience = TimeSpan.FromSeconds(20);

    public const int UnseenBatches = 10, MessageBytes = 32 * 1024;

    public bool IsFull(string person, string address) => limits.Options.Enabled
        && (open.GetValueOrDefault("user " + person) >= limits.Options.CircuitsPerUser || open.GetValueOrDefault("address " + address) >= limits.Options.CircuitsPerAddress);

    /// <returns>To be disposed when the connection ends; null where there is no room.</returns>
    public IDisposable? Open(string person, string address)
    {
        var held = new Held(this, ["user " + person, "address " + address]);
        if (!limits.Options.Enabled || open["user " + person] <= limits.Options.CircuitsPerUser && open["address " + address] <= limits.Options.CircuitsPerAddress) return held;
        held.Dispose();
        return null;
    }

    private sealed class Held : IDisposable
    {
        private readonly CircuitLimits limits;
        private readonly string[] keys;

        public Held(CircuitLimits limits, string[] keys)
        {
            (this.limits, this.keys) = (limits, keys);
            foreach (var key in keys) limits.open.AddOrUpdate(key, 1, (_, count) => count + 1);
        }

        public void Dispose()
        {
            foreach (var key in keys)
                if (limits.open.AddOrUpdate(key, 0, (_, count) => count - 1) <= 0) limits.open.TryRemove(new(key, 0));
        }
    }
}

internal static class CircuitLimitsSetup
{
    public static IApplicationBuilder UseCircuitLimits(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var connects = http.Request.Path.StartsWithSegments("/_blazor");
        if (ShownInstead.IsShown(http) || !connects && Zones.Of(http.Request.Path) != Zone.Console)
        {
            await next(http);
            return;
        }

        if (connects && !Viewers.Of(http.User).May(Permission.WorkDesk))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var limits = http.RequestServices.GetRequiredService<CircuitLimits>();
        var (person, address) = (http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", RateLimits.Of(http.Connection.RemoteIpAddress));
        if (connects && (http.Request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(http.Request.Method)))
        {
            using var held = limits.Open(person, address);
            if (held is null) await CountRequests.TooMany(http, CircuitLimits.RetainedFor);
            else await next(http);
        }
        else if (!connects && person.Length > 0 && limits.IsFull(person, address))
        {
            await CountRequests.TooMany(http, CircuitLimits.RetainedFor);
        }
        else
        {
            await next(http);
        }
    });
}
