using Portal.Domain.Common;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Marks a session as handed over: for whoever opens a ticket from it, from whatever step. Doing it twice changes nothing.</summary>
public sealed class EscalateSession(ChangeSession change, TimeProvider clock)
{
    public async Task<Result> Run(SessionId id, CancellationToken cancel) => new((await change.Run(id, view =>
    {
        view.Session.Escalate(clock.GetUtcNow());
        return Task.FromResult(Result.Ok);
    }, cancel)).Problem);
}
