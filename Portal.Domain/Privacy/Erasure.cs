using Portal.Domain.Common;

namespace Portal.Domain.Privacy;

/// <summary>Why somebody is erased: the grounds of PIPL art. 47, as words of a closed list. What people would type here would be kept for good, and about somebody who asked not to be.</summary>
public enum ErasureReason
{
    /// <summary>The person asked for it, or took back a consent.</summary>
    Asked,

    /// <summary>What it was kept for is over: they left.</summary>
    PurposeOver,

    /// <summary>It should never have been kept.</summary>
    Unlawful,

    /// <summary>An authority or a court ordered it.</summary>
    Ordered,
}

/// <summary>What must be known of somebody before they may be erased.</summary>
/// <param name="IsOneself">Whoever erases is the one to be erased.</param>
/// <param name="IsLastAdmin">Without them nobody would be left who looks after people.</param>
/// <param name="LastOwnerOf">Name of the working merchant whose only owner they are.</param>
/// <param name="Held">Numbers of the tickets on hold that name them, "T-1042".</param>
public sealed record ErasureFacts(bool IsErased, bool IsOneself, bool IsLastAdmin, string? LastOwnerOf, IReadOnlyList<string> Held)
{
    /// <summary>Why not, and what to do first; null where nothing is in the way.</summary>
    public Problem? Obstacle() =>
        IsErased ? ErasureProblems.Erased
        : IsOneself ? ErasureProblems.Oneself
        : IsLastAdmin ? ErasureProblems.LastAdmin
        : LastOwnerOf is { } merchant ? ErasureProblems.LastOwner(merchant)
        : Held.Count > 0 ? ErasureProblems.OnHold(Held)
        : null;
}

public static class ErasureProblems
{
    public static readonly Problem Erased = new("erase-done");

    /// <summary>Somebody else has to look at it.</summary>
    public static readonly Problem Oneself = new("erase-oneself");

    public static readonly Problem LastAdmin = new("erase-last-admin");

    public static readonly Problem NotTyped = new Problem("erase-not-typed").For("typed");

    public static readonly Problem ReasonMissing = new Problem("erase-reason").For("reason");

    public static readonly Problem TicketUnknown = new Problem("erase-ticket").For("ticket");

    /// <summary>A shop without anybody who looks after its people.</summary>
    public static Problem LastOwner(string merchant) => new("erase-last-owner", merchant);

    /// <summary>A dispute or an authority needs the ticket as it is (PIPL art. 47, last sentence: a time the law sets is not over).</summary>
    public static Problem OnHold(IReadOnlyList<string> tickets) => new("erase-on-hold", string.Join(", ", tickets));
}
