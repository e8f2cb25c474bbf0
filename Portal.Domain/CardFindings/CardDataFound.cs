using Portal.Domain.Common;

namespace Portal.Domain.CardFindings;

/// <summary>Which wall met card data, and so what became of it.</summary>
public enum CardPlace
{
    /// <summary>An address or search box of a browser: masked before any page read it.</summary>
    Address,

    /// <summary>A field of a form: masked before any page read it.</summary>
    Form,

    /// <summary>The body of a call of the API: masked where it is kept.</summary>
    Call,

    /// <summary>What staff typed on a desk page: masked before it was kept.</summary>
    Desk,

    /// <summary>Rows of a feed, over HTTP or from a file: refused.</summary>
    FeedRefused,

    /// <summary>The host's text in rows of a feed: masked.</summary>
    FeedText,

    /// <summary>The name of a photo: masked.</summary>
    FileName,

    /// <summary>A column that was about to be saved: masked by the last wall.</summary>
    Saved,

    /// <summary>A line of the log: masked.</summary>
    Log,
}

/// <summary>Card data came in where it should not be. Tells where and how often, never what.</summary>
/// <param name="Where">Route, feed, column or log category: a name of the portal's own.</param>
/// <param name="Times">Within the half minute that findings of one kind are gathered.</param>
public sealed record CardDataFound(CardPlace Place, string Where, long Times, MerchantId? Of) : PortalEvent
{
    public const string About = "card-data";

    public override string Subject => About;

    public override MerchantId? Merchant => Of;
}
