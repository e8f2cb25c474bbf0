using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>The merchant's own list, newest word first.</summary>
public sealed class ListTickets(IDbContextFactory<PortalDb> databases, Viewer viewer, IOptions<PortalOptions> options)
{
    public const int PageSize = 30;

    /// <param name="Unread">Messages from the desk that the viewer has not seen.</param>
    public sealed record Row(int Number, string Subject, TicketStatus Status, string? Place, DateTimeOffset LastSpokenAt, string TimeZone, int Unread);

    /// <param name="Elsewhere">Tickets of the other half of the list, open or resolved, that hold something the viewer has not seen.</param>
    public sealed record Listed(IReadOnlyList<Row> Rows, int Open, int Resolved, int Elsewhere, int Page, int Pages);

    /// <param name="page">From 1.</param>
    public async Task<Listed> Run(bool resolved, int page, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var tickets = db.Set<Ticket>().AsNoTracking();
        var open = await tickets.CountAsync(t => t.Status != TicketStatus.Resolved, cancel);
        var done = await tickets.CountAsync(t => t.Status == TicketStatus.Resolved, cancel);
        var pages = Math.Max(1, ((resolved ? done : open) + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var user = viewer.UserId;
        var elsewhere = user is { } person ? await CountUnread.Unseen(db, person).CountAsync(t => (t.Status == TicketStatus.Resolved) != resolved, cancel) : 0;

        var rows = await (
            from t in tickets
            where (t.Status == TicketStatus.Resolved) == resolved
            orderby t.LastSpokenAt descending, t.Number descending
            let terminal = db.Terminals.FirstOrDefault(x => x.Id == t.TerminalId)
            let store = db.Stores.FirstOrDefault(s => s.Id == t.StoreId)
            select new
            {
                t.Number,
                t.Subject,
                t.Status,
                t.LastSpokenAt,
                Terminal = terminal!.Name,
                Store = store!.Name,
                store.TimeZone,
                Unread = db.Set<Message>().Count(m => m.TicketId == t.Id && m.No <= t.LastAgentNo
                    && (m.Kind == MessageKind.Agent || m.Happened == Happened.Resolved || m.Happened == Happened.LessonAttached)
                    && m.No > (db.Set<SeenMark>().Where(s => s.TicketId == t.Id && s.UserId == user).Select(s => (int?)s.UpTo).FirstOrDefault() ?? 0)),
            }).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);

        return new(
            [.. rows.Select(r => new Row(r.Number, r.Subject, r.Status, r.Terminal ?? r.Store, r.LastSpokenAt, r.TimeZone ?? options.Value.TimeZone, r.Unread))],
            open, done, elsewhere, page, pages);
    }
}
