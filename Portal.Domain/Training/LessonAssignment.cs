using Portal.Domain.Common;

namespace Portal.Domain.Training;

/// <summary>A lesson a shop is asked to read, mostly because a ticket was about it.</summary>
public sealed class LessonAssignment : Entity, IBelongsToMerchant
{
    private LessonAssignment() { }

    public LessonAssignment(Guid id, MerchantId merchant, StoreId? store, string slug, int? ticket, DateTimeOffset now)
    {
        (Id, MerchantId, StoreId, Slug, TicketNumber, At) = (id, merchant, store, slug, ticket, now);
        Raise(new LessonAssigned(merchant, slug, ticket));
    }

    public Guid Id { get; private init; }
    public MerchantId MerchantId { get; private init; }

    /// <summary>The store it is meant for; null: every store of the merchant.</summary>
    public StoreId? StoreId { get; private init; }

    public string Slug { get; private init; } = "";

    /// <summary>Number of the ticket it came with, 1042 for T-1042; null where somebody gave it without one.</summary>
    public int? TicketNumber { get; private init; }

    public DateTimeOffset At { get; private init; }
}
