using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Playbooks;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Takes a session over to the version in use, where an urgent correction was published meanwhile.</summary>
public sealed class MoveSession(ChangeSession change, Knowledge knowledge, TimeProvider clock)
{
    /// <returns>Problems not-found, stale, session.version (there is no correction to move to).</returns>
    public Task<Result<SessionView>> Run(SessionId id, CancellationToken cancel) => change.Run(id, async view =>
    {
        if (view.Ground.Corrections.Count == 0 || await knowledge.Playbook(cancel) is not { } inUse) return TroubleshootingProblems.NotALaterVersion;
        return view.Session.MoveTo(inUse, view.File, clock.GetUtcNow());
    }, cancel);
}
