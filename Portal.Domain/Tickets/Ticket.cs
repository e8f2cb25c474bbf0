using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

public enum TicketStatus { Open, WaitingMerchant, Resolved }

/// <summary>How it ended; the conversation names who ended it.</summary>
/// <param name="Reason">What the merchant reads; empty where the merchant ended it without a word.</param>
public sealed record Closure(Guid? By, string Reason, DateTimeOffset At, bool ByMerchant);

/// <summary>What a ticket is about, looked up through what its author may see.</summary>
public sealed record TicketAbout(MerchantId Merchant, StoreId? Store = null, TerminalId? Terminal = null, TransactionId? Transaction = null, SessionId? Session = null);

/// <summary>An unresolved case handed to support. Everything typed into it is masked before it is kept.</summary>
public sealed class Ticket : Entity, IBelongsToMerchant
{
    private readonly List<Message> messages = [];
    private readonly List<AttachedLesson> lessons = [];

    private Ticket() { }

    public TicketId Id { get; private init; }

    /// <summary>Running number over the whole installation; shown as T-1042.</summary>
    public int Number { get; private init; }

    public MerchantId MerchantId { get; private init; }
    public StoreId? StoreId { get; private init; }
    public TerminalId? TerminalId { get; private init; }
    public TransactionId? TransactionId { get; private init; }
    public SessionId? SessionId { get; private init; }

    public string Subject { get; private init; } = "";
    public TicketStatus Status { get; private set; }
    public UserId? OpenedBy { get; private init; }
    public string OpenedByName { get; private init; } = "";
    public DateTimeOffset OpenedAt { get; private init; }
    public UserId? AssigneeId { get; private set; }
    public string? AssigneeName { get; private set; }
    public Closure? Closure { get; private set; }

    /// <summary>When it was last opened again after having been resolved.</summary>
    public DateTimeOffset? ReopenedAt { get; private set; }

    /// <summary>First time the desk wrote to the merchant.</summary>
    public DateTimeOffset? FirstAnsweredAt { get; private set; }

    /// <summary>Time of the newest message that is not a note or a system message: what lists are ordered by.</summary>
    public DateTimeOffset LastSpokenAt { get; private set; }

    /// <summary>How many messages there are; also the number of the newest.</summary>
    public int LastNo { get; private set; }

    /// <summary>Number of the newest message that the merchant wrote, and of the newest that the merchant should read; 0: none.</summary>
    public int LastMerchantNo { get; private set; }

    public int LastAgentNo { get; private set; }

    /// <summary>What the portal knew when it was opened.</summary>
    public CaseSnapshot Case { get; private init; } = CaseSnapshot.Nothing;

    /// <summary>Those of this load; a ticket loaded without its conversation may still be written to.</summary>
    public IReadOnlyList<Message> Messages => messages;

    public IReadOnlyList<AttachedLesson> Lessons => lessons;

    /// <param name="id">Made when the form was shown: the same form sent twice makes one ticket.</param>
    /// <returns>Problem "ticket-subject-…" or "ticket-text-…".</returns>
    public static Result<Ticket> Open(
        TicketId id, int number, TicketAbout about, string subject, string text, CaseSnapshot snapshot, Author by, DateTimeOffset now)
    {
        var title = Words.OneLine(subject);
        if (title.Length == 0) return TicketProblems.SubjectMissing;
        if (title.Length > Limits.SubjectLength) return TicketProblems.SubjectTooLong;
        if (Words.Checked(text) is not { Problem: null } said) return Words.Checked(text).Problem!;

        var ticket = new Ticket
        {
            Id = id,
            Number = number,
            MerchantId = about.Merchant,
            StoreId = about.Store,
            TerminalId = about.Terminal,
            TransactionId = about.Transaction,
            SessionId = about.Session,
            Subject = title,
            OpenedBy = by.Id,
            OpenedByName = by.Name,
            OpenedAt = now,
            LastSpokenAt = now,
            Case = snapshot,
        };
        ticket.LastMerchantNo = ticket.Add(id.Value, MessageKind.Merchant, by, said.Value!, now).No;
        foreach (var slug in snapshot.Lessons.Distinct(StringComparer.Ordinal)) ticket.lessons.Add(new AttachedLesson(ticket, slug, 0, null, now));
        ticket.Raise(new TicketOpened(number, about.Merchant, about.Transaction?.Value, about.Session?.Value));
        return ticket;
    }

    /// <summary>The merchant writes; a resolved ticket is open again by it.</summary>
    public Result<Message> Reply(Guid token, string text, Author by, DateTimeOffset now)
    {
        if (Words.Checked(text) is not { Problem: null } said) return Words.Checked(text).Problem!;

        if (Status == TicketStatus.Resolved) TurnOpenAgain(by, byMerchant: true, now);
        var message = Add(token, MessageKind.Merchant, by, said.Value!, now);
        (Status, LastMerchantNo, LastSpokenAt) = (TicketStatus.Open, message.No, now);
        Raise(new TicketReplied(Number, MerchantId, message.No));
        return message;
    }

    /// <summary>The desk writes to the merchant and waits for the next word from there. Whoever answers an unassigned ticket takes it.</summary>
    public Result<Message> Answer(Guid token, string text, Author by, DateTimeOffset now)
    {
        if (Status == TicketStatus.Resolved) return TicketProblems.AlreadyResolved;
        if (Words.Checked(text) is not { Problem: null } said) return Words.Checked(text).Problem!;

        var message = Add(token, MessageKind.Agent, by, said.Value!, now);
        (Status, LastAgentNo, LastSpokenAt) = (TicketStatus.WaitingMerchant, message.No, now);
        FirstAnsweredAt ??= now;
        if (AssigneeId is null) (AssigneeId, AssigneeName) = (by.Id, by.Name);
        Raise(new TicketAnswered(Number, MerchantId, message.No));
        return message;
    }

    /// <summary>For the desk alone; changes nothing else.</summary>
    public Result<Message> Note(Guid token, string text, Author by, DateTimeOffset now)
    {
        if (Words.Checked(text) is not { Problem: null } said) return Words.Checked(text).Problem!;

        var message = Add(token, MessageKind.Note, by, said.Value!, now);
        Raise(new TicketNoted(Number, MerchantId, message.No));
        return message;
    }

    /// <summary>Null hands it back to nobody. The same person again changes nothing.</summary>
    public Result Assign(Author? to, Author by, DateTimeOffset now)
    {
        if (AssigneeId == to?.Id) return Result.Ok;

        var before = AssigneeId;
        (AssigneeId, AssigneeName) = (to?.Id, to?.Name);
        Tell(to is null ? Happened.Unassigned : Happened.Assigned, by, to?.Name ?? "", now, to?.Id);
        Raise(new TicketAssigned(Number, MerchantId, to?.Id?.Value, before?.Value));
        return Result.Ok;
    }

    /// <param name="reason">The desk has to give one, and the merchant reads it; a merchant may leave it out.</param>
    public Result Resolve(string reason, Author by, bool byMerchant, DateTimeOffset now)
    {
        if (Status == TicketStatus.Resolved) return TicketProblems.AlreadyResolved;
        var why = Words.Clean(reason);
        if (why.Length == 0 && !byMerchant) return TicketProblems.ReasonMissing;
        if (why.Length > Limits.ReasonLength) return TicketProblems.ReasonTooLong;

        var before = Status;
        (Status, Closure) = (TicketStatus.Resolved, new Closure(by.Id?.Value, why, now, byMerchant));
        var told = Tell(byMerchant ? Happened.ResolvedByMerchant : Happened.Resolved, by, why, now);
        if (!byMerchant) LastAgentNo = told.No;
        Raise(new TicketResolved(Number, MerchantId, byMerchant, before));
        return Result.Ok;
    }

    public Result Reopen(Author by, bool byMerchant, DateTimeOffset now)
    {
        if (Status != TicketStatus.Resolved) return TicketProblems.NotResolved;
        TurnOpenAgain(by, byMerchant, now);
        return Result.Ok;
    }

    /// <param name="title">The lesson's name as the conversation shows it.</param>
    public Result Attach(string slug, int version, string title, Author by, DateTimeOffset now)
    {
        if (lessons.Any(l => l.Slug == slug)) return TicketProblems.LessonAttached;

        lessons.Add(new AttachedLesson(this, slug, version, by.Id, now));
        LastAgentNo = Tell(Happened.LessonAttached, by, title, now).No;
        Raise(new TicketLessonAttached(Number, MerchantId, slug, version));
        return Result.Ok;
    }

    private void TurnOpenAgain(Author by, bool byMerchant, DateTimeOffset now)
    {
        (Status, Closure, ReopenedAt) = (TicketStatus.Open, null, now);
        var told = Tell(Happened.Reopened, by, "", now);
        if (byMerchant) LastMerchantNo = told.No;
        Raise(new TicketReopened(Number, MerchantId, byMerchant));
    }

    private Message Add(Guid token, MessageKind kind, Author by, string text, DateTimeOffset now)
    {
        var message = new Message(this, ++LastNo, token, kind, by, text, now);
        messages.Add(message);
        return message;
    }

    private Message Tell(Happened happened, Author by, string text, DateTimeOffset now, UserId? about = null)
    {
        var message = new Message(this, ++LastNo, null, MessageKind.System, by, Words.Clean(text), now) { Happened = happened, AboutId = about };
        messages.Add(message);
        return message;
    }
}
