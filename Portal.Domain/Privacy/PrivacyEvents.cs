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

/// <summary>Something about what is kept of one person. The id says who; it stays when the person is erased and tells nothing by itself.</summary>
public abstract record PersonDataEvent(UserId Person, MerchantId? MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"user/{Person.Value}";
}

/// <summary>A copy of what is kept of them was taken out, by themselves or for them.</summary>
public sealed record PersonExported(UserId Person, MerchantId? MerchantId) : PersonDataEvent(Person, MerchantId);

/// <param name="Ticket">Number of the ticket in which it was asked for.</param>
/// <param name="Tickets">How many open tickets went back to the queue.</param>
/// <param name="Photos">How many photos went with them.</param>
public sealed record PersonErased(UserId Person, MerchantId? MerchantId, ErasureReason Reason, int? Ticket, int Tickets, int Photos) : PersonDataEvent(Person, MerchantId);

/// <summary>A restored backup had them again; they were erased as before.</summary>
public sealed record ErasureRepeated(UserId Person, MerchantId? MerchantId) : PersonDataEvent(Person, MerchantId)
{
    public override bool IsPortals => true;
}
