using Portal.Domain.Common;

namespace Portal.Domain.Audit;

/// <summary>Why the trail's end was not as it had been left.</summary>
public enum AuditBreak { HeadMissing, SealWrong, KeyUnknown, EndDiffers }

/// <summary>The trail goes on although its end was not as it had been left: nothing that happens may be lost for it, and the place stays to be seen.</summary>
/// <param name="Sealed">What the end was before, with its seal, so that it can still be judged where the key turns up again.</param>
public sealed record AuditResumed(AuditBreak Reason, string? Sealed, string? KeyId, string? Seal) : PortalEvent
{
    public override bool IsPortals => true;

    public override string Subject => "audit";
}

/// <summary>Somebody who sees other people's merchants looked at something of one of them. Merchants reading what is theirs are not taken down.</summary>
/// <param name="What">One of <see cref="Records"/>.</param>
/// <param name="Id">As the subject says it.</param>
public sealed record RecordOpened(string What, string Id, MerchantId? MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"{What}/{Id}";
}

/// <summary>What may be looked at, as subjects name it; the trail has a word for each.</summary>
public static class Records
{
    public const string Ticket = "ticket", Transaction = "transaction", Session = "session", Photo = "photo", Terminal = "terminal", Person = "user", Audit = "audit";

    public static readonly IReadOnlyList<string> All = [Ticket, Transaction, Session, Photo, Terminal, Person, Audit];
}

/// <summary>The trail, or a part of it, was taken out as a file.</summary>
public sealed record AuditExported(string Format, string? Filter) : PortalEvent
{
    public override string Subject => "audit";
}
