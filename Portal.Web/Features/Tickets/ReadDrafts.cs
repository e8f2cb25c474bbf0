using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>What the viewer has typed on a ticket and not sent.</summary>
public sealed class ReadDrafts(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public async Task<IReadOnlyList<Draft>> Run(int number, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk) || viewer.UserId is not { } user) return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await (
            from draft in db.Set<Draft>().AsNoTracking()
            join ticket in db.Set<Ticket>() on draft.TicketId equals ticket.Id
            where ticket.Number == number && draft.UserId == user
            select draft).ToListAsync(cancel);
    }
}
