using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House.Routes;

/// <summary>What the ids in an address or a body are to a route.</summary>
internal enum Ids
{
    /// <summary>There are none of anything that belongs to a merchant.</summary>
    None,

    /// <summary>Names one thing: what the viewer may not see is 404.</summary>
    OfOne,

    /// <summary>Narrows a list or a search: what the viewer may not see is not in it.</summary>
    OfMany,
}

/// <summary>Who gets in at all.</summary>
internal abstract record Access
{
    internal sealed record Everybody : Access;

    internal sealed record SignedIn : Access;

    internal sealed record Needing(Permission Permission) : Access;

    internal sealed record ByKey(string Scope) : Access;
}

/// <summary>One route, said by hand: who may, and what the ids mean. What everybody is answered follows from it and from the permission table.</summary>
internal sealed record Row(string Route, Access Access)
{
    /// <summary>Pages take GET, and POST for their forms; each other row says its method.</summary>
    public string? Method { get; init; }

    public Ids Ids { get; init; }

    /// <summary>The address of one thing; null: the route as it stands.</summary>
    public Func<Thing, string>? Address { get; init; }

    /// <summary>JSON of a call.</summary>
    public Func<Thing, string>? Body { get; init; }

    /// <summary>Whoever may this is sent on to a page of their own.</summary>
    public Permission? SentOn { get; init; }

    /// <summary>Where it stays open for as long as it is listened to.</summary>
    public bool IsStream { get; init; }

    /// <summary>What an answer is where it is not 200: a page for everybody that needs a token says 404 or "spent".</summary>
    public int Ok { get; init; } = 200;

    public bool IsPage => Method is null;

    public string At(Thing thing) => Address?.Invoke(thing) ?? Route;
}
