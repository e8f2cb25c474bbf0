using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Layout;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>How many of the tickets the viewer may see hold something from the desk that the viewer has not seen.</summary>
public sealed class CountUnread(IDbContextFactory<PortalDb> databases, Viewer viewer) : IUnread
{
    public async Task<int> Count(CancellationToken cancel)
    {
        if (viewer.UserId is not { } user) return 0;
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await Unseen(db, user).CountAsync(cancel);
    }

    /// <summary>The tickets somebody may see that hold something from the desk this person has not seen.</summary>
    public static IQueryable<Ticket> Unseen(PortalDb db, UserId user) =>
        db.Set<Ticket>().Where(t => t.LastAgentNo > 0 && !db.Set<SeenMark>().Any(m => m.TicketId == t.Id && m.UserId == user && m.UpTo >= t.LastAgentNo));
}
