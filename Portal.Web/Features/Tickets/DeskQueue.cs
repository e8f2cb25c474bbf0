using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

public enum QueueView { Mine, Unassigned, Waiting, All, Resolved }

/// <summary>The desk's list: one view of it, narrowed by what is searched for, and how many each view holds.</summary>
public sealed class DeskQueue(IDbContextFactory<PortalDb> databases, Viewer viewer, PersonNames names)
{
    public const int Most = 100;

    /// <param name="IsUnread">The merchant wrote something that the viewer has not seen.</param>
    public sealed record Row(
        int Number, string Subject, TicketStatus Status, string Merchant, string? Place, string? AssigneeName, bool IsMine, DateTimeOffset Since, bool IsUnread);

    public sealed record Counts(int Mine, int Unassigned, int Waiting, int All, int Resolved)
    {
        public int Of(QueueView view) => view switch
        {
            QueueView.Mine => Mine,
            QueueView.Unassigned => Unassigned,
            QueueView.Waiting => Waiting,
            QueueView.All => All,
            _ => Resolved,
        };
    }

    /// <param name="Found">How many the view and the search hold together; <see cref="Rows"/> are at most <see cref="Most"/> of them.</param>
    public sealed record Queue(IReadOnlyList<Row> Rows, int Found, Counts Counts);

    public async Task<Queue> Run(QueueView view, string? search, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk)) return new([], 0, new(0, 0, 0, 0, 0));
        await using var db = await databases.CreateDbContextAsync(cancel);
        var me = viewer.UserId;
        var tickets = db.Set<Ticket>().AsNoTracking();
        var chosen = Find(db, In(tickets, view, me), search);
        var found = await chosen.CountAsync(cancel);

        // Who has waited longest for the desk comes first; what waits for the merchant or is done, newest first.
        var ordered = view is QueueView.Waiting or QueueView.Resolved
            ? chosen.OrderByDescending(t => t.LastSpokenAt).ThenByDescending(t => t.Number)
            : chosen.OrderBy(t => t.Status == TicketStatus.Open ? 0 : 1).ThenBy(t => t.LastSpokenAt).ThenBy(t => t.Number);
        var rows = await (
            from t in ordered
            let terminal = db.Terminals.FirstOrDefault(x => x.Id == t.TerminalId)
            let store = db.Stores.FirstOrDefault(s => s.Id == t.StoreId)
            select new
            {
                t.Number,
                t.Subject,
                t.Status,
                t.AssigneeId,
                t.AssigneeName,
                t.LastSpokenAt,
                Merchant = db.Merchants.Where(m => m.Id == t.MerchantId).Select(m => m.Name).FirstOrDefault(),
                Terminal = terminal!.Name,
                Store = store!.Name,
                Unread = !db.Set<SeenMark>().Any(m => m.TicketId == t.Id && m.UserId == me && m.UpTo >= t.LastMerchantNo),
            }).Take(Most).ToListAsync(cancel);

        return new(
            [.. rows.Select(r => new Row(
                r.Number, r.Subject, r.Status, r.Merchant ?? "", r.Terminal ?? r.Store, r.AssigneeName is { } assignee ? names.Shown(assignee) : null, r.AssigneeId is not null && r.AssigneeId == me, r.LastSpokenAt, r.Unread))],
            found, await Count(tickets, me, cancel));
    }

    /// <summary>Changes whenever a list would: what open pages ask for every few seconds.</summary>
    public async Task<(int Tickets, int Changes)> Stamp(CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk)) return default;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var stamp = await db.Set<Ticket>().GroupBy(_ => 1).Select(g => new { Tickets = g.Count(), Changes = g.Sum(t => t.Version) }).SingleOrDefaultAsync(cancel);
        return (stamp?.Tickets ?? 0, stamp?.Changes ?? 0);
    }

    private static async Task<Counts> Count(IQueryable<Ticket> tickets, UserId? me, CancellationToken cancel)
    {
        var counts = await tickets.GroupBy(_ => 1).Select(g => new Counts(
            g.Count(t => t.AssigneeId == me && t.Status != TicketStatus.Resolved),
            g.Count(t => t.AssigneeId == null && t.Status != TicketStatus.Resolved),
            g.Count(t => t.Status == TicketStatus.WaitingMerchant),
            g.Count(t => t.Status != TicketStatus.Resolved),
            g.Count(t => t.Status == TicketStatus.Resolved))).SingleOrDefaultAsync(cancel);
        return counts ?? new(0, 0, 0, 0, 0);
    }

    private static IQueryable<Ticket> In(IQueryable<Ticket> tickets, QueueView view, UserId? me) => view switch
    {
        QueueView.Mine => tickets.Where(t => t.AssigneeId == me && t.Status != TicketStatus.Resolved),
        QueueView.Unassigned => tickets.Where(t => t.AssigneeId == null && t.Status != TicketStatus.Resolved),
        QueueView.Waiting => tickets.Where(t => t.Status == TicketStatus.WaitingMerchant),
        QueueView.All => tickets.Where(t => t.Status != TicketStatus.Resolved),
        _ => tickets.Where(t => t.Status == TicketStatus.Resolved),
    };

    private static IQueryable<Ticket> Find(PortalDb db, IQueryable<Ticket> tickets, string? search)
    {
        var words = (search ?? "").Trim();
        if (words.Length == 0) return tickets;
        if (words.Length > 60) words = words[..60];

        var number = TicketNumber.Read(words);
        var low = words.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() in the database, which knows no culture
        return tickets.Where(t =>
            t.Number == number
            || t.Subject.ToLower().Contains(low)
            || db.Merchants.Any(m => m.Id == t.MerchantId && (m.Name.ToLower().Contains(low) || m.Number.Contains(words)))
            || db.Terminals.Any(x => x.Id == t.TerminalId && (x.Name.ToLower().Contains(low) || x.Number.ToLower().Contains(low))));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
