using Microsoft.EntityFrameworkCore;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>How many people there are and what waits for an administrator.</summary>
public sealed class AdminOverview(IDbContextFactory<PortalDb> databases, ClockCheck clocks, Viewer viewer, TimeProvider clock)
{
    /// <param name="Clocks">Where the clock of this machine differs from what else is known of the time.</param>
    public sealed record Seen(int Staff, int ShopPeople, int Merchants, int Invited, int Expired, int Locked, int Keys, IReadOnlyList<ClockCheck.Difference> Clocks);

    public async Task<Seen?> Run(CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePeople)) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var people = ManagedPeople.Of(db, viewer);
        var open = await db.Set<Invitation>().CountAsync(i => i.TakenAt == null && i.CancelledAt == null && i.ExpiresAt > now, cancel);
        var waiting = await people.CountAsync(u => u.PasswordHash == null && u.DisabledAt == null, cancel);
        return new(
            await people.CountAsync(u => u.MerchantId == null, cancel), await people.CountAsync(u => u.MerchantId != null, cancel), await db.Merchants.CountAsync(cancel),
            Math.Min(open, waiting), Math.Max(0, waiting - open), await people.CountAsync(u => u.LockoutEnd > now && u.DisabledAt == null && u.PasswordHash != null, cancel),
            await db.Set<ApiKey>().CountAsync(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now), cancel),
            await clocks.Run(cancel));
    }
}
