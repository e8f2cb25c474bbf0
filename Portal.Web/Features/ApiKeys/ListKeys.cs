using Microsoft.EntityFrameworkCore;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.ApiKeys;

/// <summary>Every key there is or was, newest first. The keys themselves are nowhere.</summary>
public sealed class ListKeys(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    /// <param name="Merchant">Name; null: all merchants.</param>
    public sealed record Row(Guid Id, string Name, IReadOnlyList<string> Scopes, string? Merchant, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, bool Works);

    public async Task<IReadOnlyList<Row>> Run(CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManageKeys)) return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var keys = await db.Set<ApiKey>().AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancel);
        var ids = keys.Select(k => k.BoundTo).OfType<MerchantId>().Distinct().ToList();
        var merchants = await db.Merchants.Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        return
        [
            .. keys.OrderByDescending(k => k.Works(now)).ThenByDescending(k => k.CreatedAt).Select(k => new Row(
                k.Id, k.Name, k.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), k.BoundTo is { } m ? merchants.GetValueOrDefault(m) : null,
                k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt, k.Works(now))),
        ];
    }
}
