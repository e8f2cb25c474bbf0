using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>The stores people can be limited to: of the viewer's merchant, or of the one an administrator names.</summary>
public sealed class ShopStores(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public sealed record Place(Guid Id, string Name);

    public async Task<IReadOnlyList<Place>> Run(CancellationToken cancel, MerchantId? merchant = null)
    {
        if ((viewer.Merchant ?? merchant) is not { } of) return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        var stores = await db.Stores.AsNoTracking().Where(s => s.MerchantId == of).OrderBy(s => s.Number).Select(s => new { s.Id, s.Name, s.Number }).ToListAsync(cancel);
        return [.. stores.Select(s => new Place(s.Id.Value, s.Name.Length > 0 ? s.Name : s.Number))];
    }
}
