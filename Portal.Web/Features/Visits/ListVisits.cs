using Microsoft.EntityFrameworkCore;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Visits;

/// <summary>Who of the staff saw the viewer's own shop, newest first, and whether they may.</summary>
public sealed class ListVisits(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public const int Most = 100;

    public sealed record Listed(IReadOnlyList<Visit> Visits, bool AreAllowed);

    /// <returns>Null for whoever may not see the shop.</returns>
    public async Task<Listed?> Run(int most, CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeShop) || viewer.Merchant is not { } merchant) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var visits = await db.Set<Visit>().AsNoTracking().OrderByDescending(v => v.StartedAt).Take(Math.Min(most, Most)).ToListAsync(cancel);
        return new(visits, !await db.Merchants.Where(m => m.Id == merchant).Select(m => m.RefusesVisits).SingleAsync(cancel));
    }
}
