using Portal.Domain.Common;

namespace Portal.Web.Features.Live;

/// <summary>One thing an open page shows and that may change: a number tells whether it did (<see cref="LiveMarks"/>).</summary>
public abstract record Watched
{
    /// <summary>Everything the feed says about a terminal.</summary>
    public sealed record OfTerminal(string MerchantNumber, string TerminalNumber) : Watched;

    public sealed record OfSession(SessionId Session) : Watched;

    public sealed record OfTicket(TicketId Ticket) : Watched;
}
