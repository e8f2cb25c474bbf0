using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Diagnosis;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>A person says which record that arrived late is the missing one, or that the one found is another sale.</summary>
public sealed class ChooseRecord(ChangeSession change, GatherCase gather, TimeProvider clock)
{
    /// <param name="record">Null: the one found is another sale.</param>
    /// <returns>Problems not-found (also for a record that was not offered), stale, session.step-not-offered (no record had been found).</returns>
    public Task<Result<SessionView>> Run(SessionId id, TransactionId? record, CancellationToken cancel) => change.Run(id, async view =>
    {
        if (record is { } chosen)
        {
            if (view.LateRecords.All(r => r.Id != chosen) && view.Session.RefusedRecord != chosen) return Problem.NotFound;
            var found = await gather.Run(chosen, cancel);
            if (!found.IsOk) return found.Problem!;
            view.Session.Find(chosen, byPerson: true, view.Playbook, found.Value!.File, clock.GetUtcNow());
            return Result.Ok;
        }

        if (view.Session.FoundAt is null) return TroubleshootingProblems.StepNotOffered;
        var before = await gather.Run(view.Session.TerminalId!.Value, view.Session.Symptom!, view.Session.ClaimedAt!.Value, cancel);
        return before.IsOk ? view.Session.Refuse(view.Playbook, before.Value!.File, clock.GetUtcNow()) : before.Problem!;
    }, cancel);
}
