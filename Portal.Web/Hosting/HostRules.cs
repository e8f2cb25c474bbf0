using System.Net;
using Microsoft.Extensions.Options;
using Portal.Web.Shared.Outbound;

namespace Portal.Web.Hosting;

/// <summary>What must hold before anyone is served; every sentence goes to standard error and the process ends with exit code 2.</summary>
public static class HostRules
{
    public static IReadOnlyList<string> Broken(WebApplication app, IEnumerable<string> urls)
    {
        var broken = new List<string>(OptionsAtStart.Errors(app.Services));
        if (broken.Count > 0) return broken;

        var demo = app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled;
        if (demo && app.Environment.IsProduction())
            broken.Add("Demo:Enabled: demo data is refused in Production; start with --no-demo, or in environment Demo on loopback.");
        if (demo && urls.Any(url => !IsLoopback(url)))
            broken.Add("Demo:Enabled: with demo data the portal listens on loopback only; take away --urls or start with --no-demo.");
        if (app.Services.GetRequiredService<InstallationKey>().Fault() is { } fault) broken.Add(fault);
        if (app.Environment.IsProduction() && app.Services.GetRequiredService<IOptions<OutboundOptions>>().Value.AllowLoopback)
            broken.Add("Outbound:AllowLoopback: calls to this machine itself are refused in Production; take the setting away.");
        if (app.Environment.IsProduction() && !app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled)
            broken.Add("RateLimits:Enabled: without rate limits nobody is served in Production; take the setting away.");
        if (app.Environment.IsProduction() && (app.Configuration.GetValue<bool>("DetailedErrors") || app.Configuration.GetValue<bool>(WebHostDefaults.DetailedErrorsKey)))
            broken.Add("DetailedErrors: what went wrong inside is not shown to people in Production; take the setting away.");
        if (app.Environment.IsProduction() && app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.PublicUrl is { } address
            && address.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !IsLoopback(address))
            broken.Add("Portal:PublicUrl: passwords would travel in clear; put TLS in front and name the https address.");
        return broken;
    }

    public static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
