using System.ComponentModel.DataAnnotations;

namespace Portal.Web.Features.Privacy;

/// <summary>How many days each kind of data is kept. The one table of them: the run, its preview and the page read it through <see cref="RetentionKinds"/>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    private const int Least = 1, Most = 36_500;

    /// <summary>PCI DSS asks for a year of history; disputes come later than that only by agreement.</summary>
    [Range(Least, Most)]
    public int TransactionDays { get; set; } = 400;

    /// <summary>After the last word of a ticket that is resolved; its walk, messages and photos go with it.</summary>
    [Range(Least, Most)]
    public int ClosedTicketDays { get; set; } = 3 * 365;

    /// <summary>Photos go before their ticket does.</summary>
    [Range(Least, Most)]
    public int AttachmentDays { get; set; } = 400;

    [Range(Least, Most)]
    public int SessionDays { get; set; } = 3 * 365;

    [Range(Least, Most)]
    public int DraftDays { get; set; } = 30;

    [Range(Least, Most)]
    public int RefusedRowDays { get; set; } = 30;

    /// <summary>The Chinese Cybersecurity Law (art. 21) asks for six months of network logs.</summary>
    [Range(Least, Most)]
    public int SignInDays { get; set; } = 180;

    /// <summary>Addresses in events, audit entries and sign-ins; the rows stay.</summary>
    [Range(Least, Most)]
    public int AddressDays { get; set; } = 180;

    [Range(Least, Most)]
    public int AuditDays { get; set; } = 400;

    [Range(Least, Most)]
    public int EventDays { get; set; } = 400;

    /// <summary>After it expired.</summary>
    [Range(Least, Most)]
    public int CustomerCardDays { get; set; } = 30;

    /// <summary>Mails that could not be sent, or that nobody sends.</summary>
    [Range(Least, Most)]
    public int OutboxDays { get; set; } = 30;
}
