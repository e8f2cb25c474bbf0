using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Stores an answer and says what comes next. Answering an earlier step again changes that answer.</summary>
public sealed class AnswerStep(ChangeSession change, Viewer viewer, TimeProvider clock)
{
    public sealed record Input(SessionId Session, string StepId, string Option);

    /// <returns>Problems not-found, stale (someone else answered at the same moment), session.step-not-offered, session.unknown-answer.</returns>
    public Task<Result<SessionView>> Run(Input input, CancellationToken cancel) => change.Run(input.Session, view => Task.FromResult(
        view.Session.Answer(input.StepId, input.Option, Guid.CreateVersion7(), view.Playbook, view.File, viewer.UserId, clock.GetUtcNow())), cancel);
}
