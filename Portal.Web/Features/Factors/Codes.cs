using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;

namespace Portal.Web.Features.Factors;

/// <summary>Codes of authenticator apps.</summary>
public sealed class Codes(PortalDb db, Seeds seeds, TimeProvider clock)
{
    /// <summary>Whether it is the person's code of now, not used before. The step is taken in one statement: of a hundred at once one gets through.</summary>
    public async Task<bool> Use(UserId user, string code, CancellationToken cancel)
    {
        var own = await db.Set<Authenticator>().AsNoTracking().SingleOrDefaultAsync(a => a.UserId == user, cancel);
        if (own is null || seeds.Open(user, own.SealedSeed) is not { } seed) return false;
        if (Totp.Match(seed, code, clock.GetUtcNow(), own.LastStep) is not { } step) return false;
        return await db.Set<Authenticator>().Where(a => a.UserId == user && a.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), cancel) == 1;
    }
}
