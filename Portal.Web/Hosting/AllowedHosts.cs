using Microsoft.AspNetCore.HostFiltering;

namespace Portal.Web.Hosting;

/// <summary>Only the host of Portal:PublicUrl and loopback are answered: a forged Host header reaches nothing.</summary>
internal static class AllowedHosts
{
    public static IServiceCollection AddAllowedHosts(this IServiceCollection services, IConfiguration configuration) => services.PostConfigure<HostFilteringOptions>(options =>
    {
        options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
        if (Uri.TryCreate(configuration[$"{PortalOptions.Section}:PublicUrl"], UriKind.Absolute, out var address)) options.AllowedHosts.Add(address.Host);
        options.IncludeFailureMessage = false;
    });
}
