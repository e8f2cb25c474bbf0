using System.Net;
using System.Net.Sockets;

namespace Portal.Web.Features.Devices;

/// <summary>Network addresses as the list of sign-ins keeps and compares them. No map of addresses ships with the portal and none is asked: what can be said is "the same network as now".</summary>
public static class Addresses
{
    public static string? Of(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    /// <summary>The same /24 (IPv4) or /64 (IPv6): one shop, one office, one home.</summary>
    public static bool SameNetwork(string? one, string? other)
    {
        if (!IPAddress.TryParse(one, out var a) || !IPAddress.TryParse(other, out var b) || a.AddressFamily != b.AddressFamily) return false;
        var bytes = a.AddressFamily == AddressFamily.InterNetwork ? 3 : 8;
        return a.GetAddressBytes().AsSpan(0, bytes).SequenceEqual(b.GetAddressBytes().AsSpan(0, bytes));
    }
}
