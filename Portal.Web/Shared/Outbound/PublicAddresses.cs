using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Portal.Web.Shared.Outbound;

/// <summary>
/// Which addresses are out on the internet. An IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) is judged by what
/// it carries: a gateway would deliver it there.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        // IANA special-purpose registries.
        .. From("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        .. From("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96"), SixToFour = IPNetwork.Parse("2002::/16"), Teredo = IPNetwork.Parse("2001::/32"),
        Compatible = IPNetwork.Parse("::/96"), Global = IPNetwork.Parse("2000::/3");

    public static bool Contain(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !NotPublic.Any(n => n.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0) return false;

        if (Carried(address) is { } inner) return Contain(inner);
        return Global.Contains(address) && !NotPublic.Any(n => n.Contains(address));
    }

    private static IPAddress? Carried(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address) || Compatible.Contains(address)) return new IPAddress(bytes.AsSpan(12, 4));
        if (SixToFour.Contains(address)) return new IPAddress(bytes.AsSpan(2, 4));
        // The client's address is the last four bytes, every bit turned.
        if (Teredo.Contains(address)) return new IPAddress(BinaryPrimitives.ReverseEndianness(~BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12, 4))));
        // ISATAP: …:0:5efe:a.b.c.d and …:200:5efe:a.b.c.d.
        return bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE ? new IPAddress(bytes.AsSpan(12, 4)) : null;
    }

    private static IEnumerable<IPNetwork> From(params string[] networks) => networks.Select(n => IPNetwork.Parse(n));
}
