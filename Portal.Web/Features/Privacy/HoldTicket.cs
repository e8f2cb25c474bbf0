using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>Keeps a ticket whatever its age: a dispute or an authority asks for it.</summary>
[NeedsFreshSignIn]
public sealed class HoldTicket(IDbContextFactory<PortalDb> databases, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    /// <param name="typed">"T-1042", as people write it.</param>
    /// <returns>Problems confirm-first, not-found, hold.there.</returns>
    public async Task<Result> Run(string? typed, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePrivacy) || TicketNumber.Read(typed?.Trim() ?? "") is not { } number) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ticket = await db.Set<Ticket>().AsNoTracking().Where(t => t.Number == number).Select(t => new { t.Id, t.MerchantId }).SingleOrDefaultAsync(cancel);
        if (ticket is null) return Problem.NotFound;
        if (await db.Set<TicketHold>().AnyAsync(h => h.TicketId == ticket.Id, cancel)) return new Problem("hold.there", TicketNumber.Show(number));

        db.Add(new TicketHold(ticket.Id, number, ticket.MerchantId, viewer.UserId, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Result.Ok;
    }
}

/// <summary>The ticket goes with its time again.</summary>
[NeedsFreshSignIn]
public sealed class LiftHold(IDbContextFactory<PortalDb> databases, IFreshSignIn fresh, Viewer viewer)
{
    public async Task<Result> Run(int number, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePrivacy)) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<TicketHold>().SingleOrDefaultAsync(h => h.Number == number, cancel) is not { } hold) return Problem.NotFound;

        hold.Lift();
        db.Remove(hold);
        await db.SaveChangesAsync(cancel);
        return Result.Ok;
    }
}

/// <summary>Tickets on hold, oldest hold first.</summary>
public sealed class ListHolds(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public async Task<IReadOnlyList<TicketHold>> Run(CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePrivacy)) return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<TicketHold>().AsNoTracking().OrderBy(h => h.At).ToListAsync(cancel);
    }
}
