using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>A person says whether it works indeed: "that's right" or "still broken", after an approval was seen or after having said so before.</summary>
public sealed class JudgeSession(ChangeSession change, Viewer viewer, TimeProvider clock)
{
    /// <returns>Problems not-found, stale, session.not-resolved.</returns>
    public Task<Result<SessionView>> Run(SessionId id, bool works, CancellationToken cancel) => change.Run(id, view => Task.FromResult(works
        ? view.Session.Confirm(clock.GetUtcNow())
        : view.Session.Doubt(Guid.CreateVersion7(), view.Playbook, view.File, viewer.UserId, clock.GetUtcNow())), cancel);
}
