using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

/// <summary>How far one person has read one ticket.</summary>
public sealed class SeenMark : IBelongsToMerchant
{
    private SeenMark() { }

    public SeenMark(Ticket ticket, UserId user) => (TicketId, MerchantId, UserId) = (ticket.Id, ticket.MerchantId, user);

    public TicketId TicketId { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public UserId UserId { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>Number of the newest message seen.</summary>
    public int UpTo { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Reading an older part again takes nothing back.</summary>
    public bool Move(int no, string name, DateTimeOffset now)
    {
        if (no <= UpTo) return false;
        (UpTo, Name, At) = (no, name, now);
        return true;
    }
}
