using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>A session the viewer may see, with the facts as they are now.</summary>
public sealed class ViewSession(PortalDb db, GatherCase gather, Knowledge knowledge, TimeProvider clock)
{
    /// <returns>Problem not-found, also for another merchant's and another store's.</returns>
    public async Task<Result<SessionView>> Run(SessionId id, CancellationToken cancel) =>
        await With(await db.Set<TroubleshootingSession>().Include(s => s.Answers).SingleOrDefaultAsync(s => s.Id == id, cancel), cancel);

    /// <summary>By the code read out over the counter, as typed. The code alone opens nothing: the session must be the viewer's to see.</summary>
    public async Task<Result<SessionId>> ByCode(string? typed, CancellationToken cancel)
    {
        if (ResumeCode.Parse(typed) is not { } code) return Problem.NotFound;
        var found = await db.Set<TroubleshootingSession>().Where(s => s.ResumeCode == code).Select(s => (SessionId?)s.Id).SingleOrDefaultAsync(cancel);
        return found is { } id ? id : Problem.NotFound;
    }

    private async Task<Result<SessionView>> With(TroubleshootingSession? session, CancellationToken cancel)
    {
        if (session is null) return Problem.NotFound;
        if (await knowledge.Playbook(session.PlaybookVersion, cancel) is not { } playbook) return TroubleshootingProblems.NoPlaybook;

        var gathered = session.TransactionId is { } transaction
            ? await gather.Run(transaction, cancel)
            : await gather.Run(session.TerminalId!.Value, session.Symptom!, session.StartedAt, cancel);
        return gathered.IsOk ? SessionView.Of(session, playbook, gathered.Value!.File, gathered.Value.Terminal, clock.GetUtcNow()) : gathered.Problem!;
    }
}
