using Portal.Domain.Common;

namespace Portal.Domain.Privacy;

/// <summary>A legal hold: the ticket, its conversation and its photos outlive every retention time until it is lifted.</summary>
public sealed class TicketHold : Entity, IBelongsToMerchant
{
    private TicketHold() { }

    public TicketHold(TicketId ticket, int number, MerchantId merchant, UserId? by, DateTimeOffset now)
    {
        (TicketId, Number, MerchantId, By, At) = (ticket, number, merchant, by, now);
        Raise(new TicketHeld(number, merchant));
    }

    public TicketId TicketId { get; private init; }
    public int Number { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public UserId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>To be said before it is taken away.</summary>
    public void Lift() => Raise(new TicketHoldLifted(Number, MerchantId));
}
