using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

/// <summary>What an agent has typed and not sent, one for each ticket, person and kind of message: a dropped connection loses nothing.</summary>
public sealed class Draft : IBelongsToMerchant
{
    private Draft() { }

    public Draft(TicketId ticket, MerchantId merchant, UserId by, MessageKind kind) => (TicketId, MerchantId, UserId, Kind) = (ticket, merchant, by, kind);

    public TicketId TicketId { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public UserId UserId { get; private init; }
    public MessageKind Kind { get; private init; }
    public string Text { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Card numbers are masked here too; spaces at the ends stay, somebody is still typing.</summary>
    public void Write(string text, DateTimeOffset now)
    {
        var masked = CardNumbers.Mask(text);
        (Text, SavedAt) = (masked.Length > Limits.MessageLength ? masked[..Limits.MessageLength] : masked, now);
    }
}
