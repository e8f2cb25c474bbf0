using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;

namespace Portal.Web.Features.Devices;

/// <summary>Puts one device out. Its next click leads to the sign-in page, its open desk page is taken away within seconds. Pressing twice does no harm.</summary>
public sealed class EndSignIn(IDbContextFactory<PortalDb> databases, WhoseSignIns whose, WatchSignIns watch, TimeProvider clock)
{
    public async Task<Result> Run(SignInId id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var signIn = await db.Set<DeviceSignIn>().SingleOrDefaultAsync(s => s.Id == id, cancel);
        if (signIn is null || !await whose.MayEnd(db, signIn.Person, cancel)) return Problem.NotFound;

        signIn.End(whose.Why(signIn.Person), clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Ended by somebody else in this moment: that is what was asked for.
        }

        await watch.Look(cancel);
        return Result.Ok;
    }
}
