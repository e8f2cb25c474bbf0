using Portal.Domain.Common;

namespace Portal.Domain.Training;

public sealed record LessonAssigned(MerchantId MerchantId, string Slug, int? TicketNumber) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"lesson/{Slug}";
}

public sealed record LessonAcknowledged(UserId Person, MerchantId MerchantId, string Slug, int LessonVersion, int? TicketNumber) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"lesson/{Slug}";
}
