using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>The way every deed on one ticket goes: found through what the viewer may see, one verb, one save, the bell.</summary>
public sealed class ChangeTicket(IDbContextFactory<PortalDb> databases, Viewer viewer, TicketBell bell, Turns turns)
{
    private const int Tries = 4;

    public Author Author => new(viewer.UserId, viewer.Name);

    /// <summary>For what only adds: somebody writing at the same moment is no reason to lose a message.</summary>
    /// <param name="token">A message with it is there already: nothing more to do.</param>
    public async Task<Result> Append(int number, Guid token, Func<PortalDb, Ticket, Task<Result>> verb, CancellationToken cancel)
    {
        using var turn = await turns.Wait($"ticket {number}", cancel);
        for (var left = Tries; ; left--)
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(cancel);
                var ticket = await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == number, cancel);
                if (ticket is null) return Problem.NotFound;
                if (await db.Set<Message>().AnyAsync(m => m.Token == token && m.TicketId == ticket.Id, cancel)) return Result.Ok;

                var done = await verb(db, ticket);
                if (!done.IsOk) return done;
                await db.SaveChangesAsync(cancel);
                bell.Ring();
                return done;
            }
            catch (DbUpdateException) when (left > 1)
            {
                // Somebody was faster, or the same form arrived twice: look again.
            }
        }
    }

    /// <summary>For what decides something: refused as stale when the ticket is not the one the person looked at.</summary>
    public async Task<Result> Decide(int number, int seenVersion, Func<Ticket, Result> verb, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ticket = await db.Set<Ticket>().Include(t => t.Lessons).SingleOrDefaultAsync(t => t.Number == number, cancel);
        if (ticket is null) return Problem.NotFound;
        if (ticket.Version != seenVersion) return Problem.Stale;

        var done = verb(ticket);
        if (!done.IsOk) return done;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return Problem.Stale;
        }

        bell.Ring();
        return done;
    }
}
