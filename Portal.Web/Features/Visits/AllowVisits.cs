using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Visits;

/// <summary>The owner lets the staff see the shop's pages, or not. A visit that is under way ends with the permission.</summary>
public sealed class AllowVisits(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    public async Task<Result> Run(bool allowed, CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManageShopPeople) || viewer.Merchant is not { } id) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var merchant = await db.Merchants.SingleAsync(m => m.Id == id, cancel);
        merchant.AllowVisits(allowed);
        var now = clock.GetUtcNow();
        if (!allowed) foreach (var visit in await db.Set<Visit>().Where(v => v.EndedAt == null && v.Until > now).ToListAsync(cancel)) visit.Finish(now);
        try
        {
            await db.SaveChangesAsync(cancel);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }
    }
}
