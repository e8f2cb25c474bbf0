namespace Portal.Domain.Common;

/// <summary>Something with a life of its own. Its verbs raise events; saving it writes them in the same transaction.</summary>
public abstract class Entity
{
    private readonly List<PortalEvent> raised = [];

    /// <summary>Rises with every save; two people who change the same thing at once are told so.</summary>
    public int Version { get; private set; }

    protected void Raise(PortalEvent happened) => raised.Add(happened);

    /// <summary>Hands over what happened since the last save.</summary>
    public IReadOnlyList<PortalEvent> TakeEvents()
    {
        var taken = raised.ToArray();
        raised.Clear();
        return taken;
    }
}

/// <summary>Something that happened. The type's name is its kind; its properties are kept as they are.</summary>
public abstract record PortalEvent
{
    /// <summary>The merchant it is about, if one.</summary>
    public virtual MerchantId? Merchant => null;

    /// <summary>The portal found it by itself; whoever happened to look at that moment did nothing.</summary>
    public virtual bool IsPortals => false;

    /// <summary>What it is about, as people and other readers find it: "ticket/T-1042".</summary>
    public abstract string Subject { get; }

    /// <summary>What is otherwise than before; the audit trail shows it. No secrets, and nothing people typed at length.</summary>
    public virtual IReadOnlyList<Change> Changes => [];
}

/// <summary>One thing that was otherwise before an event.</summary>
/// <param name="What">Which, as a key of the audit trail's texts ("role"): <c>Change.role</c>.</param>
/// <param name="Before">Null: there was none.</param>
/// <param name="After">Null: there is none any more.</param>
public sealed record Change(string What, string? Before, string? After);

/// <summary>Rows of one merchant. The tenant filter is laid over every one of them.</summary>
public interface IBelongsToMerchant
{
    MerchantId MerchantId { get; }
}

/// <summary>Rows of one merchant, or of the acquirer: a merchant sees its own, never those of nobody.</summary>
public interface IMayBelongToMerchant
{
    MerchantId? MerchantId { get; }
}
