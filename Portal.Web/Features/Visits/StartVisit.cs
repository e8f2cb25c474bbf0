using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Visits;

/// <summary>Opens a merchant's pages to one of the staff, for a reason that the owner will read.</summary>
[NeedsFreshSignIn]
public sealed class StartVisit(IDbContextFactory<PortalDb> databases, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    /// <param name="Merchant">DE42.</param>
    /// <param name="Ticket">"T-1042", where there is one; it must be that merchant's.</param>
    public sealed record Input(string Merchant, string Reason, string? Ticket);

    /// <returns>Id of the visit; problems confirm-first, not-found, visit-merchant, visit-refused, visit-ticket, visit-reason-short, visit-reason-long.</returns>
    public async Task<Result<Guid>> Run(Input input, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ViewAsMerchant) || viewer.UserId is not { } person) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var number = input.Merchant.Trim();
        if (await db.Merchants.AsNoTracking().SingleOrDefaultAsync(m => m.Number == number, cancel) is not { } merchant) return VisitProblems.MerchantUnknown;
        if (merchant.RefusesVisits) return VisitProblems.Refused;

        int? ticket = null;
        if (input.Ticket?.Trim() is { Length: > 0 } typed)
        {
            ticket = TicketNumber.Read(typed);
            if (ticket is null || !await db.Set<Ticket>().AnyAsync(t => t.Number == ticket && t.MerchantId == merchant.Id, cancel)) return VisitProblems.TicketUnknown;
        }

        var now = clock.GetUtcNow();
        var started = Visit.Start(Guid.CreateVersion7(), merchant.Id, person, viewer.Name, CardNumbers.Mask(input.Reason), ticket, now);
        if (!started.IsOk) return started.Problem;

        // One at a time: whoever goes on to another merchant has left the first.
        foreach (var before in await db.Set<Visit>().Where(v => v.By == person && v.EndedAt == null && v.Until > now).ToListAsync(cancel)) before.Finish(now);
        db.Add(started.Value);
        await db.SaveChangesAsync(cancel);
        return started.Value.Id;
    }
}

public sealed class EndVisit(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    /// <returns>The visit, where it was one of the viewer's own.</returns>
    public async Task<Visit?> Run(Guid? id, CancellationToken cancel)
    {
        if (id is null || viewer.UserId is not { } person) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Visit>().SingleOrDefaultAsync(v => v.Id == id && v.By == person, cancel) is not { } visit) return null;

        visit.Finish(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return visit;
    }
}
