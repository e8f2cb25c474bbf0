using Portal.Domain.Common;
using Portal.Web.Data;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Marks a session as handed over: for whoever opens a ticket from it, from whatever step. Doing it twice changes nothing.</summary>
public sealed class EscalateSession(PortalDb db, ViewSession view, TimeProvider clock)
{
    public async Task<Result> Run(SessionId id, CancellationToken cancel)
    {
        var found = await view.Run(id, cancel);
        if (!found.IsOk) return found.Problem!;

        found.Value!.Session.Escalate(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Result.Ok;
    }
}
