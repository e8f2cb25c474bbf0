using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Attachments;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>One ticket with its conversation, as the viewer may see it: notes and assignments are for the desk alone.</summary>
public sealed class ReadTicket(IDbContextFactory<PortalDb> databases, Viewer viewer, IOptions<PortalOptions> options, ReadLog reads, PersonNames names)
{
    public sealed record Said(int No, MessageKind Kind, Happened Happened, string Author, UserId? AuthorId, string Text, DateTimeOffset At, IReadOnlyList<Photo> Photos);

    public sealed record Photo(Guid Id, string Name);

    public sealed record Seen(UserId User, string Name, int UpTo, DateTimeOffset At);

    /// <param name="Ticket">Without its conversation; <see cref="Messages"/> holds what the viewer may read of it.</param>
    /// <param name="Seen">Who has read how far; for the desk, empty otherwise.</param>
    public sealed record View(
        Ticket Ticket, string Merchant, string? Store, string? Terminal, string? TerminalNumber, string TimeZone,
        IReadOnlyList<Said> Messages, IReadOnlyList<AttachedLesson> Lessons, IReadOnlyList<Seen> Seen)
    {
        /// <summary>DE42.</summary>
        public required string MerchantNumber { get; init; }

        public required string OpenedBy { get; init; }

        /// <summary>Null: nobody has it.</summary>
        public required string? Assignee { get; init; }
    }

    public async Task<View?> Run(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, cancel) is not { } ticket) return null;

        await reads.Note(viewer, new(Records.Ticket, TicketNumber.Show(number), ticket.MerchantId), cancel);
        var id = ticket.Id;
        var staff = viewer.May(Permission.WorkDesk);
        var merchant = await db.Merchants.Where(m => m.Id == ticket.MerchantId).Select(m => new { m.Name, m.Number }).SingleAsync(cancel);
        var store = await db.Stores.Where(s => s.Id == ticket.StoreId).Select(s => new { s.Name, s.TimeZone }).SingleOrDefaultAsync(cancel);
        var terminal = await db.Terminals.Where(t => t.Id == ticket.TerminalId).Select(t => new { t.Name, t.Number }).SingleOrDefaultAsync(cancel);
        var photos = (await db.Set<Attachment>().AsNoTracking().Where(a => a.TicketId == id && (staff || !a.IsForStaff)).OrderBy(a => a.Id)
            .Select(a => new { a.MessageNo, a.Id, a.Name }).ToListAsync(cancel)).ToLookup(a => a.MessageNo, a => new Photo(a.Id.Value, a.Name));
        var messages = await db.Set<Message>().AsNoTracking()
            .Where(m => m.TicketId == id && (staff || (m.Kind != MessageKind.Note && m.Happened != Happened.Assigned && m.Happened != Happened.Unassigned)))
            .OrderBy(m => m.No).ToListAsync(cancel);
        var lessons = await db.Set<AttachedLesson>().AsNoTracking().Where(l => l.TicketId == id).OrderBy(l => l.At).ToListAsync(cancel);
        var seen = staff
            ? await db.Set<SeenMark>().AsNoTracking().Where(m => m.TicketId == id).OrderByDescending(m => m.At).Select(m => new Seen(m.UserId, m.Name, m.UpTo, m.At)).ToListAsync(cancel)
            : [];

        return new(
            ticket, merchant.Name, store?.Name, terminal?.Name, terminal?.Number, store?.TimeZone ?? options.Value.TimeZone,
            [.. messages.Select(m => new Said(m.No, m.Kind, m.Happened, names.Shown(m.AuthorName), m.AuthorId, m.AboutId is null ? m.Text : names.Shown(m.Text), m.At, [.. photos[m.No]]))], lessons, seen)
        {
            MerchantNumber = merchant.Number,
            OpenedBy = names.Shown(ticket.OpenedByName),
            Assignee = ticket.AssigneeName is { } assignee ? names.Shown(assignee) : null,
        };
    }
}
