using Portal.Domain.Common;

namespace Portal.Web.Data.Events;

/// <summary>One row of the spine: what happened, written in the same transaction as the change itself. Audit, mail and figures read it with their own cursors.</summary>
public sealed class StoredEvent
{
    public long Id { get; private init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Name of the event type, "TicketClosed".</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }
    public MerchantId? MerchantId { get; init; }

    /// <summary>Who did it; null: the portal itself.</summary>
    public UserId? Actor { get; init; }

    /// <summary>The event's own properties as JSON.</summary>
    public required string Body { get; init; }
}
