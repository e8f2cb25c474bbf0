using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>What every deed on a session has in common: find it through the viewer's filter, do it, save it, say how it stands then.</summary>
public sealed class ChangeSession(PortalDb db, ViewSession view, TimeProvider clock)
{
    /// <returns>Problems not-found, stale (someone else changed it at the same moment), and those of the deed.</returns>
    public async Task<Result<SessionView>> Run(SessionId id, Func<SessionView, Task<Result>> deed, CancellationToken cancel)
    {
        var found = await view.Run(id, cancel);
        if (!found.IsOk) return found;

        var done = await deed(found.Value!);
        if (!done.IsOk) return done.Problem!;
        found.Value!.Session.Tally(found.Value.Playbook, found.Value.File, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }

        var ground = await view.Ground(found.Value!.Session, cancel);
        return ground.IsOk ? SessionView.Of(found.Value.Session, ground.Value!, clock.GetUtcNow()) : ground.Problem!;
    }
}
