using System.Net;
using System.Net.Sockets;

namespace Portal.Web.Features.SignIn;

/// <summary>Where a request comes from, as tries are counted: an IPv4 address, or the network of an IPv6 one (a household has a whole /64).</summary>
public sealed class ClientAddress(IHttpContextAccessor requests)
{
    public string Text => Of(requests.HttpContext?.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address)
    {
        if (address is null) return "none";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes()[..8]) : address.ToString();
    }
}
