using Portal.Domain.Common;

namespace Portal.Domain.Visits;

/// <summary>
/// One of the acquirer's staff sees the pages of one merchant as its owner does: for a reason, for a while, reading only. The merchant's owner sees
/// every one of them.
/// </summary>
public sealed class Visit : Entity, IBelongsToMerchant
{
    private Visit() { }

    private Visit(Guid id, MerchantId merchant, UserId by, string byName, string reason, int? ticket, DateTimeOffset now)
    {
        (Id, MerchantId, By, ByName, Reason, TicketNumber) = (id, merchant, by, byName, reason, ticket);
        (StartedAt, Until) = (now, now.AddMinutes(Limits.VisitMinutes));
        Raise(new ViewAsStarted(id, merchant, ticket));
    }

    public Guid Id { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public UserId By { get; private init; }
    public string ByName { get; private init; } = "";
    public string Reason { get; private init; } = "";

    /// <summary>1042 for T-1042.</summary>
    public int? TicketNumber { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset Until { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < Until;

    /// <summary>When it was over, or will be.</summary>
    public DateTimeOffset End => EndedAt is { } ended && ended < Until ? ended : Until;

    /// <param name="reason">Card numbers in it are masked before it comes here.</param>
    public static Result<Visit> Start(Guid id, MerchantId merchant, UserId by, string byName, string reason, int? ticket, DateTimeOffset now)
    {
        var why = reason.Trim();
        if (why.Length < Limits.VisitReasonLeast) return VisitProblems.ReasonShort;
        if (why.Length > Limits.ReasonLength) return VisitProblems.ReasonLong;
        return new Visit(id, merchant, by, byName, why, ticket, now);
    }

    /// <summary>Again, or after its time, is no harm.</summary>
    public void Finish(DateTimeOffset now)
    {
        if (EndedAt is not null) return;
        EndedAt = now < Until ? now : Until;
        Raise(new ViewAsEnded(Id, MerchantId, TicketNumber));
    }
}

public static class VisitProblems
{
    public static readonly Problem ReasonShort = new Problem("visit-reason-short", Limits.VisitReasonLeast).For("reason");
    public static readonly Problem ReasonLong = new Problem("visit-reason-long", Limits.ReasonLength).For("reason");
    public static readonly Problem MerchantUnknown = new Problem("visit-merchant").For("merchant");
    public static readonly Problem TicketUnknown = new Problem("visit-ticket").For("ticket");

    /// <summary>The merchant's owner does not want it; tickets and the desk remain.</summary>
    public static readonly Problem Refused = new Problem("visit-refused").For("merchant");
}

public sealed record ViewAsStarted(Guid Visit, MerchantId MerchantId, int? Ticket) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"visit/{Visit}";
}

public sealed record ViewAsEnded(Guid Visit, MerchantId MerchantId, int? Ticket) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => $"visit/{Visit}";
}
