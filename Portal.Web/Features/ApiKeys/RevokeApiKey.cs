using Microsoft.EntityFrameworkCore;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.ApiKeys;

/// <summary>Ends a key: the next call with it is refused.</summary>
[NeedsFreshSignIn]
public sealed class RevokeApiKey(PortalDb db, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    /// <returns>Problems not-found, key.revoked (it was before).</returns>
    public async Task<Result> Run(Guid id, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManageKeys)) return Problem.NotFound;
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == id, cancel) is not { } key) return Problem.NotFound;
        if (key.RevokedAt is not null) return new Problem("key.revoked");

        key.Revoke(clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancel);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("key.revoked");
        }
    }
}
