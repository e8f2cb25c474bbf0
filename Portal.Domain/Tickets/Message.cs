using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

/// <summary>Who wrote it and for whom. A note is for the desk alone; a system message says what happened.</summary>
public enum MessageKind { Merchant, Agent, Note, System }

/// <summary>What a system message tells; <see cref="Message.Text"/> then holds the name, reason or lesson it speaks of.</summary>
public enum Happened { None, Assigned, Unassigned, Resolved, ResolvedByMerchant, Reopened, LessonAttached }

/// <summary>One message of a ticket's conversation; never changed once it is there, but for the names of people who were erased.</summary>
public sealed class Message : IBelongsToMerchant
{
    private Message() { }

    internal Message(Ticket ticket, int no, Guid? token, MessageKind kind, Author by, string text, DateTimeOffset at)
    {
        (Token, TicketId, MerchantId, StoreId, No) = (token, ticket.Id, ticket.MerchantId, ticket.StoreId, no);
        (Kind, AuthorId, AuthorName, Text, At) = (kind, by.Id, by.Name, text, at);
    }

    /// <summary>Made when the form was shown: the same form sent twice makes one message. Null for system messages.</summary>
    public Guid? Token { get; private init; }

    public TicketId TicketId { get; private init; }
    public MerchantId MerchantId { get; private init; }
    public StoreId? StoreId { get; private init; }

    /// <summary>Place in the conversation, from 1 without gaps.</summary>
    public int No { get; private init; }

    public MessageKind Kind { get; private init; }
    public Happened Happened { get; internal init; }

    /// <summary>The person a system message speaks of by name in <see cref="Text"/>: to whom a ticket was given.</summary>
    public UserId? AboutId { get; internal init; }

    /// <summary>Null where a program wrote through the API.</summary>
    public UserId? AuthorId { get; private init; }

    public string AuthorName { get; private init; } = "";

    /// <summary>Plain text with line breaks as \n; card numbers in it are masked.</summary>
    public string Text { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    /// <summary>Only the desk may read it.</summary>
    public bool IsForStaff => Kind == MessageKind.Note || Happened is Happened.Assigned or Happened.Unassigned;
}

/// <param name="Id">Null for a program.</param>
public readonly record struct Author(UserId? Id, string Name);
