using Portal.Domain.Common;

namespace Portal.Web.Shared.Outbound;

/// <summary>An address somebody typed for the portal to call: what can be told from the text alone. Where its name leads is looked at when it is called.</summary>
public static class OutboundAddress
{
    private const int Longest = 2_000;

    /// <returns>Problems outbound.address, outbound.https, outbound.port, outbound.host.</returns>
    public static Result<Uri> Read(string? typed, OutboundOptions options)
    {
        if (typed is not { Length: > 0 and <= Longest } || typed.Any(c => c is <= ' ' or '\\' or (char)127)) return new Problem("outbound.address");
        return Uri.TryCreate(typed, UriKind.Absolute, out var address) ? Check(address, options, configured: false) : new Problem("outbound.address");
    }

    /// <param name="configured">It comes from the operator's settings, so the operator's own hosts count.</param>
    public static Result<Uri> Check(Uri address, OutboundOptions options, bool configured)
    {
        if (!address.IsAbsoluteUri || address.Host.Length == 0 || address.UserInfo.Length > 0 || address.Fragment.Length > 0) return new Problem("outbound.address");
        if (IsOpenLoopback(address, options)) return address;

        if (address.Scheme != Uri.UriSchemeHttps) return new Problem("outbound.https");
        if (configured && IsOwn(address.IdnHost, options)) return address;
        if (!(options.Ports.Count == 0 ? [443] : options.Ports).Contains(address.Port)) return new Problem("outbound.port", address.Port);
        return IsPublicName(address) ? address : new Problem("outbound.host");
    }

    public static bool IsOwn(string host, OutboundOptions options) => options.OwnHosts.Any(own => own.Equals(host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Only where it was switched on, only this machine itself.</summary>
    public static bool IsOpenLoopback(Uri address, OutboundOptions options) =>
        options.AllowLoopback && address.IsLoopback && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static bool IsPublicName(Uri address)
    {
        // An address written as numbers, in whichever of its spellings, has been made canonical here.
        if (System.Net.IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var number)) return PublicAddresses.Contain(number);

        // A single label, and names that only a local network answers for, are never out on the internet.
        var name = address.IdnHost.TrimEnd('.').ToLowerInvariant();
        return Uri.CheckHostName(name) == UriHostNameType.Dns && name.Contains('.') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && !LocalNames.Any(local => name.EndsWith(local, StringComparison.Ordinal));
    }

    private static readonly string[] LocalNames = [".localhost", ".localdomain", ".local", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp", ".private", ".test", ".invalid", ".onion", ".arpa"];
}
