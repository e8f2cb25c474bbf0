using Portal.Domain.Common;

namespace Portal.Web.Shared.Viewing;

/// <summary>
/// Who is looking: every read is filtered by it and every write is done in its name.
/// Merchant people see their merchant (a cashier only the stores given to them), the acquirer's staff see all, nobody sees nothing.
/// </summary>
public sealed record Viewer
{
    /// <summary>Signed out: sees nothing that belongs to a merchant.</summary>
    public static readonly Viewer Nobody = new() { Name = "" };

    /// <summary>The portal itself, in background work and on the command line: sees everything, acts in nobody's name.</summary>
    public static readonly Viewer Portal = new() { Name = "portal", SeesAllMerchants = true, IsPortal = true };

    public UserId? UserId { get; init; }

    /// <summary>The device the person is signed in on; null for programs and background work.</summary>
    public SignInId? SignIn { get; init; }

    /// <summary>The API key that acts, where no person does.</summary>
    public Guid? Key { get; init; }

    public required string Name { get; init; }
    public Role? Role { get; init; }

    /// <summary>The merchant the viewer belongs to (or an API key is bound to); null for staff.</summary>
    public MerchantId? Merchant { get; init; }

    /// <summary>The stores a cashier is limited to; null where there is no such limit.</summary>
    public IReadOnlySet<StoreId>? Stores { get; init; }

    public bool SeesAllMerchants { get; init; }

    /// <summary>What an API key may do; empty for people.</summary>
    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    /// <summary>One of the staff who sees a merchant's pages as its owner does: reads, and changes nothing (<see cref="Permissions"/>, PortalDb).</summary>
    public bool IsVisiting { get; init; }

    public Origin Origin { get; init; } = Origin.Background;

    public bool IsPortal { get; private init; }
}
