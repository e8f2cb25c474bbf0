using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Domain.Privacy;

/// <summary>What had been kept long enough was taken away.</summary>
/// <param name="Removed">How many of each kind; kinds of which there were none are left out.</param>
public sealed record RetentionRan(IReadOnlyDictionary<string, long> Removed) : PortalEvent
{
    public override string Subject => "retention";

    public override IReadOnlyList<Change> Changes =>
        [.. Removed.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new Change("kept." + r.Key, r.Value.ToString(CultureInfo.InvariantCulture), null))];
}

/// <summary>A ticket is kept whatever its age, until the hold is lifted.</summary>
public sealed record TicketHeld(int Number, MerchantId MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => "ticket/T-" + Number.ToString(CultureInfo.InvariantCulture);
}

public sealed record TicketHoldLifted(int Number, MerchantId MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => "ticket/T-" + Number.ToString(CultureInfo.InvariantCulture);
}
