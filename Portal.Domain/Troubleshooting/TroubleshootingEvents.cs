using Portal.Domain.Common;

namespace Portal.Domain.Troubleshooting;

public abstract record TroubleshootingEvent(SessionId Session, MerchantId MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"session/{Session.Value}";
}

public sealed record TroubleshootingStarted(SessionId Session, MerchantId MerchantId, long? Transaction, string? Symptom, int PlaybookVersion) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingAnswered(SessionId Session, MerchantId MerchantId, string StepId, string Option) : TroubleshootingEvent(Session, MerchantId);

/// <param name="StepId">The fix that helped, or the wait that ended well.</param>
public sealed record TroubleshootingResolved(SessionId Session, MerchantId MerchantId, string StepId) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingEscalated(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingAbandoned(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingReopened(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);
