using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

public abstract record TicketEvent(int Number, MerchantId MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => "ticket/" + TicketNumber.Show(Number);
}

public sealed record TicketOpened(int Number, MerchantId MerchantId, long? Transaction, Guid? Session) : TicketEvent(Number, MerchantId);

/// <summary>The merchant wrote.</summary>
public sealed record TicketReplied(int Number, MerchantId MerchantId, int Message) : TicketEvent(Number, MerchantId);

/// <summary>The desk wrote to the merchant.</summary>
public sealed record TicketAnswered(int Number, MerchantId MerchantId, int Message) : TicketEvent(Number, MerchantId);

public sealed record TicketNoted(int Number, MerchantId MerchantId, int Message) : TicketEvent(Number, MerchantId);

public sealed record TicketAssigned(int Number, MerchantId MerchantId, Guid? To, Guid? From = null) : TicketEvent(Number, MerchantId)
{
    public override IReadOnlyList<Change> Changes => [new("assignee", From?.ToString(), To?.ToString())];
}

public sealed record TicketResolved(int Number, MerchantId MerchantId, bool ByMerchant, TicketStatus Before = TicketStatus.Open) : TicketEvent(Number, MerchantId)
{
    public override IReadOnlyList<Change> Changes => [new("status", Before.ToString(), nameof(TicketStatus.Resolved))];
}

public sealed record TicketReopened(int Number, MerchantId MerchantId, bool ByMerchant) : TicketEvent(Number, MerchantId)
{
    public override IReadOnlyList<Change> Changes => [new("status", nameof(TicketStatus.Resolved), nameof(TicketStatus.Open))];
}

public sealed record TicketLessonAttached(int Number, MerchantId MerchantId, string Slug, int LessonVersion) : TicketEvent(Number, MerchantId);
