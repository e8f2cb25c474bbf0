using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Portal.Web.Hosting;

/// <summary>
/// Behind a proxy the real address of a client stands in X-Forwarded-For, which anyone can write. It is believed only as far as the proxies of Portal:TrustedProxies
/// pass it on; with none named, the address of the connection is all that counts.
/// </summary>
public static class TrustedProxies
{
    /// <summary>Addresses and networks ("10.0.0.7, 10.1.0.0/16, fd00::/8"); null where one of them is neither.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string text)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(part, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else return null;
        }

        return networks;
    }

    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app)
    {
        var networks = Read(app.ApplicationServices.GetRequiredService<IOptions<PortalOptions>>().Value.TrustedProxies) ?? [];
        if (networks.Count == 0) return app;

        // Every hop is looked at; the first one that is not a trusted proxy is the client.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks) options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }
}
