using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Lookup;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House.Routes;

/// <summary>Ids of everything of one shop, as they stand in addresses and bodies, and what only those who may see the shop may read.</summary>
internal sealed record Thing
{
    public required string Name { get; init; }
    public MerchantId Merchant { get; init; }
    public StoreId Store { get; init; }

    public required string Transaction { get; init; }
    public required string EventId { get; init; }
    public required string Session { get; init; }
    public required string ResumeCode { get; init; }
    public required string Ticket { get; init; }
    public required string Attachment { get; init; }
    public required string Terminal { get; init; }
    public required string TerminalNumber { get; init; }

    /// <summary>Somebody invited into the shop.</summary>
    public required string Person { get; init; }

    /// <summary>Of the store: nobody of another store of the merchant reads them either.</summary>
    public required IReadOnlyList<string> StoreSecrets { get; init; }

    public IReadOnlyList<string> MerchantSecrets { get; init; } = [];

    public IEnumerable<string> Ids => [Transaction, EventId, Session, ResumeCode, Ticket, Attachment, Terminal, TerminalNumber, Person];

    public bool IsSeenBy(Viewer viewer) => viewer.SeesAllMerchants || viewer.Merchant == Merchant && (viewer.Stores?.Contains(Store) ?? true);

    /// <summary>No ids at all, of the right length or not.</summary>
    public static readonly Thing Malformed = new()
    {
        Name = "malformed",
        Transaction = "1%27--",
        EventId = "%00",
        Session = "00000000-0000-0000-0000-00000000000g",
        ResumeCode = "%3Cb%3E",
        Ticket = "T-99999999999999999999",
        Attachment = "..%2Fetc",
        Terminal = "-1",
        TerminalNumber = "%F0%9F%98%80",
        Person = "00000000-0000-0000-0000-00000000000h",
        StoreSecrets = [],
    };

    /// <summary>Ids that could be, and are nobody's.</summary>
    public static readonly Thing Unknown = new()
    {
        Name = "unknown",
        Transaction = "987654321",
        EventId = "D-none",
        Session = "01930000-0000-7000-8000-000000000001",
        ResumeCode = "ZZZZZZ",
        Ticket = "T-999999",
        Attachment = "01930000-0000-7000-8000-000000000002",
        Terminal = "01930000-0000-7000-8000-000000000003",
        TerminalNumber = "99999999",
        Person = "01930000-0000-7000-8000-000000000004",
        StoreSecrets = [],
    };

    public static async Task<Thing> Make(TestPortal portal, Cast.Company company, Cast.Shop shop, Cast.Person owner)
    {
        var till = shop.Terminals[0];
        var words = $"{shop.Id.Value:N} 的原话";
        var transaction = await portal.Declined("51", ("merchant_id", company.Number), ("terminal_id", till.Number));
        var walk = await portal.StartWalk(owner, transaction);
        var ticket = await portal.Opens(owner, words, till.Id, photos: new Upload("till.png", Photo.Length, () => new MemoryStream(Photo)));

        var clerk = await portal.As(owner).Run<InvitePerson, Result<AddPerson.Added>>(i => i.Run(new($"店员 {shop.Id.Value:N}", null, Role.Cashier, null, [shop.Id.Value], null), default));

        await using var db = portal.Database();
        var found = await portal.As(Viewer.Portal).Run<FindTransaction, Result<FindTransaction.Found>>(f => f.Run(transaction, default));
        var ticketId = await db.Set<Ticket>().Where(t => t.Number == ticket).Select(t => t.Id).SingleAsync();
        return new()
        {
            Name = shop.Name,
            Merchant = company.Id,
            Store = shop.Id,
            Transaction = transaction.ToString(),
            EventId = found.Value!.Transaction.EventId!,
            Session = walk.Session.Id.Value.ToString(),
            ResumeCode = walk.Session.ResumeCode,
            Ticket = TicketNumber.Show(ticket),
            Attachment = (await db.Set<Attachment>().Where(a => a.TicketId == ticketId).Select(a => a.Id).SingleAsync()).Value.ToString(),
            Terminal = till.Id.Value.ToString(),
            TerminalNumber = till.Number,
            Person = clerk.Value!.UserId.ToString(),
            StoreSecrets = [words, $"店员 {shop.Id.Value:N}", found.Value.Transaction.EventId!],
            MerchantSecrets = [company.Name],
        };
    }

    private static readonly byte[] Photo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");
}
