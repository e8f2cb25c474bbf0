using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Troubleshooting;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>The summary of a session that a ticket carries.</summary>
public sealed class WalkForTicket(ViewSession view, TimeProvider clock)
{
    private const double WorthNaming = 0.02;
    private const int CausesWithLessons = 3;

    /// <returns>Problem not-found, also for another merchant's.</returns>
    public async Task<Result<SessionSummary>> Run(SessionId id, CancellationToken cancel)
    {
        var found = await view.Run(id, cancel);
        if (!found.IsOk) return found.Problem!;

        var (session, playbook, file, now) = (found.Value!.Session, found.Value.Playbook, found.Value.File, clock.GetUtcNow());
        var suspected = NextStep.Suspected(playbook, file, now, session.Walk).Where(b => b.Probability >= WorthNaming).ToList();
        return new SessionSummary(
            session.Id, session.ResumeCode, session.Status, session.MerchantId, found.Value.Terminal.StoreId, found.Value.Terminal.Id, session.TerminalNumber,
            session.TransactionId, session.Symptom is { } symptom ? playbook.Symptom(symptom)?.Title : null, playbook.Version,
            file, found.Value.Verdict, EvidenceRules.From(file, now),
            StepTexts.Walked(found.Value),
            suspected,
            [.. suspected.Take(CausesWithLessons).SelectMany(b => b.Cause!.Lessons).Distinct()],
            found.Value.Step is { Kind: StepKind.Escalate, Fix: { } fix } ? fix.Title : null);
    }
}
