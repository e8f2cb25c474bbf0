using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Merchants;

/// <summary>A merchant by its number, as an administrator types it.</summary>
public sealed class FindMerchant(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public sealed record Found(MerchantId Id, string Name);

    public async Task<Found?> Run(string number, CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePeople) && !viewer.May(Permission.ManageKeys)) return null;
        var typed = number.Trim();
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Merchants.Where(m => m.Number == typed).Select(m => new Found(m.Id, m.Name)).SingleOrDefaultAsync(cancel);
    }
}
