using Portal.Domain.Common;

namespace Portal.Domain.Merchants;

public enum MerchantStatus { Active, Suspended, Closed }

/// <summary>A merchant of the acquirer: merchant → store → terminal.</summary>
public sealed class Merchant : Entity, IBelongsToMerchant
{
    private Merchant() { }

    public Merchant(MerchantId id, string number) => (Id, Number) = (id, number);

    public MerchantId Id { get; private init; }

    MerchantId IBelongsToMerchant.MerchantId => Id;

    /// <summary>The acquirer's merchant number, DE42 (at most 15 characters).</summary>
    public string Number { get; private init; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Merchant category code, DE18 (four digits).</summary>
    public string Mcc { get; private set; } = "";

    public MerchantStatus Status { get; private set; }

    /// <summary>Most one sale may be, in minor units; null where the acquirer set none.</summary>
    public long? LimitMinor { get; private set; }

    public bool ForeignCards { get; private set; }

    /// <summary>The owner does not want the staff to see the shop's pages as the owner does.</summary>
    public bool RefusesVisits { get; private set; }

    public void AllowVisits(bool allowed)
    {
        if (allowed != RefusesVisits) return;
        RefusesVisits = !allowed;
        Raise(new VisitConsentChanged(Id, allowed));
    }

    public void Describe(string name, string mcc, MerchantStatus status, long? limitMinor, bool foreignCards) =>
        (Name, Mcc, Status, LimitMinor, ForeignCards) = (name, mcc, status, limitMinor, foreignCards);
}

/// <summary>The owner allows the staff to see the shop's pages, or no longer.</summary>
public sealed record VisitConsentChanged(MerchantId MerchantId, bool Allowed) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"merchant/{MerchantId.Value}";
}
