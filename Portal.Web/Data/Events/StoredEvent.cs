using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Events;

/// <summary>One row of the spine: what happened, written in the same transaction as the change itself. Audit, mail and figures read it with their own cursors.</summary>
public sealed class StoredEvent : IMayBelongToMerchant
{
    public long Id { get; private init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Name of the event type, "TicketClosed".</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }
    public MerchantId? MerchantId { get; init; }

    /// <summary>The person who did it; null: the portal itself, or the program of <see cref="Key"/>.</summary>
    public UserId? Actor { get; init; }

    /// <summary>The API key that did it.</summary>
    public Guid? Key { get; init; }

    /// <summary>Name of the person or key at that moment.</summary>
    public string? Name { get; init; }

    public string? Role { get; init; }

    /// <summary>Which way it came in.</summary>
    public Way Way { get; init; }

    public string? Address { get; init; }

    /// <summary>Which of the person's sign-ins, where it has an id.</summary>
    public string? Session { get; init; }

    /// <summary>Stands in the log lines of the same request.</summary>
    public string? Request { get; init; }

    /// <summary>The event's own properties as JSON.</summary>
    public required string Body { get; init; }
}
