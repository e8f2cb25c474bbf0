using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Stores an answer and says what comes next. Answering an earlier step again changes that answer.</summary>
public sealed class AnswerStep(PortalDb db, ViewSession view, Viewer viewer, TimeProvider clock)
{
    public sealed record Input(SessionId Session, string StepId, string Option);

    /// <returns>Problems not-found, stale (someone else answered at the same moment), session.step-not-offered, session.unknown-answer.</returns>
    public async Task<Result<SessionView>> Run(Input input, CancellationToken cancel)
    {
        var found = await view.Run(input.Session, cancel);
        if (!found.IsOk) return found;

        var (session, playbook, file) = (found.Value!.Session, found.Value.Playbook, found.Value.File);
        var now = clock.GetUtcNow();
        var answered = session.Answer(input.StepId, input.Option, Guid.CreateVersion7(), playbook, file, viewer.UserId, now);
        if (!answered.IsOk) return answered.Problem!;

        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }

        return SessionView.Of(session, playbook, file, found.Value.Terminal, now);
    }
}
