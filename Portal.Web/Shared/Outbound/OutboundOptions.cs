using System.ComponentModel.DataAnnotations;

namespace Portal.Web.Shared.Outbound;

/// <summary>Where the portal may call. As shipped it may call any public https address on port 443, and nothing in the house.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Outbound";

    /// <summary>Ports that may be called; empty: 443.</summary>
    public IList<int> Ports { get; init; } = [];

    /// <summary>
    /// Hosts the operator names in settings (a sign-in provider in the own network): these may lie at addresses that are not public and on any port.
    /// Counts only for addresses that come from settings, never for one that somebody typed into the portal.
    /// </summary>
    public IList<string> OwnHosts { get; init; } = [];

    /// <summary>Lets http://localhost through, for trying things out; Development only.</summary>
    public bool AllowLoopback { get; set; }

    [Range(1, 120)]
    public int Seconds { get; set; } = 10;
}
