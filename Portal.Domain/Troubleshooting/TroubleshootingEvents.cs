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

/// <summary>An approval in the feed shows that it works again: resolves an open walk, and bears out the word of who said so before.</summary>
/// <param name="StepId">The fix being tried, or tried last.</param>
public sealed record TroubleshootingWorksAgain(SessionId Session, MerchantId MerchantId, string StepId, long Transaction, DateTimeOffset ApprovedAt) : TroubleshootingEvent(Session, MerchantId)
{
    public override bool IsPortals => true;
}

/// <summary>The shop went on for the agreed time after a fix, and no approval was seen.</summary>
public sealed record TroubleshootingAskedAgain(SessionId Session, MerchantId MerchantId, string StepId) : TroubleshootingEvent(Session, MerchantId)
{
    public override bool IsPortals => true;
}

/// <summary>A person says that it works indeed, after an approval was seen or after having been asked again.</summary>
public sealed record TroubleshootingConfirmed(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);

/// <summary>A person says that it is still broken, whatever was said or seen before.</summary>
public sealed record TroubleshootingDoubted(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);

/// <summary>The record a walk began without arrived.</summary>
/// <param name="ByPerson">Somebody chose it; otherwise it fitted in terminal, time and amount.</param>
public sealed record TroubleshootingRecordFound(SessionId Session, MerchantId MerchantId, long Transaction, bool ByPerson) : TroubleshootingEvent(Session, MerchantId)
{
    public override bool IsPortals => !ByPerson;
}

public sealed record TroubleshootingRecordRefused(SessionId Session, MerchantId MerchantId, long Transaction) : TroubleshootingEvent(Session, MerchantId);

/// <summary>A person took the corrected version.</summary>
public sealed record TroubleshootingMoved(SessionId Session, MerchantId MerchantId, int From, int To) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingEscalated(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingAbandoned(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);

public sealed record TroubleshootingReopened(SessionId Session, MerchantId MerchantId) : TroubleshootingEvent(Session, MerchantId);
