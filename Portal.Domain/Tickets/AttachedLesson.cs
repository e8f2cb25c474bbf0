using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

/// <summary>A lesson that travels with a ticket.</summary>
public sealed class AttachedLesson : IBelongsToMerchant
{
    private AttachedLesson() { }

    internal AttachedLesson(Ticket ticket, string slug, int version, UserId? by, DateTimeOffset at) =>
        (TicketId, MerchantId, StoreId, Slug, LessonVersion, By, At) = (ticket.Id, ticket.MerchantId, ticket.StoreId, slug, version, by, at);

    public TicketId TicketId { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public StoreId? StoreId { get; private init; }
    public string Slug { get; private init; } = "";

    /// <summary>Version that was current when it was attached; 0 where the cause brought it and none was published yet.</summary>
    public int LessonVersion { get; private init; }

    /// <summary>Null: it came with the cause.</summary>
    public UserId? By { get; private init; }

    public DateTimeOffset At { get; private init; }
}
