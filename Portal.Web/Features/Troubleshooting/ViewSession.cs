using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>
/// A session the viewer may see, with the facts as they are now. What the feed has shown meanwhile (an approval after a fix, the missing record) is
/// taken in and saved here, whoever comes first: a person opening the page or <see cref="WatchSessions"/>.
/// </summary>
public sealed class ViewSession(
    PortalDb db, GatherCase gather, Knowledge knowledge, ShopTime shop, IOptions<PortalOptions> options, ReadLog reads, Viewer viewer, TimeProvider clock)
{
    /// <returns>Problem not-found, also for another merchant's and another store's.</returns>
    public async Task<Result<SessionView>> Run(SessionId id, CancellationToken cancel)
    {
        // Another node may take in the same at the same moment: then it is read again, with that.
        for (var attempt = 0; ; attempt++)
        {
            var session = await db.Set<TroubleshootingSession>().Include(s => s.Answers).Include(s => s.CausesLeft).AsSplitQuery().SingleOrDefaultAsync(s => s.Id == id, cancel);
            if (session is null) return Problem.NotFound;
            await reads.Note(viewer, new(Records.Session, id.Value.ToString(), session.MerchantId), cancel);
            try
            {
                return await With(session, cancel);
            }
            catch (DbUpdateConcurrencyException) when (attempt < 3)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>By the code read out over the counter, as typed. The code alone opens nothing: the session must be the viewer's to see.</summary>
    public async Task<Result<SessionId>> ByCode(string? typed, CancellationToken cancel)
    {
        if (ResumeCode.Parse(typed) is not { } code) return Problem.NotFound;
        var found = await db.Set<TroubleshootingSession>().Where(s => s.ResumeCode == code).Select(s => (SessionId?)s.Id).SingleOrDefaultAsync(cancel);
        return found is { } id ? id : Problem.NotFound;
    }

    /// <summary>What the session stands on now; after it has moved to another version or another record.</summary>
    public async Task<Result<SessionGround>> Ground(TroubleshootingSession session, CancellationToken cancel)
    {
        if (await knowledge.Playbook(session.PlaybookVersion, cancel) is not { } playbook) return TroubleshootingProblems.NoPlaybook;

        var versions = new Dictionary<int, Playbook> { [playbook.Version] = playbook };
        foreach (var version in session.Answers.Select(a => a.PlaybookVersion).Distinct())
            if (await knowledge.Playbook(version, cancel) is { } earlier) versions[version] = earlier;

        var gathered = session.TransactionId is { } transaction
            ? await gather.Run(transaction, cancel)
            : await gather.Run(session.TerminalId!.Value, session.Symptom!, session.ClaimedAt ?? session.StartedAt, cancel);
        if (!gathered.IsOk) return gathered.Problem!;
        return new SessionGround(
            playbook, versions, await knowledge.CorrectionsSince(playbook.Version, cancel), gathered.Value!.File, gathered.Value.Terminal);
    }

    private async Task<Result<SessionView>> With(TroubleshootingSession session, CancellationToken cancel)
    {
        var found = await Ground(session, cancel);
        if (!found.IsOk) return found.Problem!;

        var ground = found.Value!;
        if (await FindRecord(session, ground, cancel) is { } there) ground = there;
        if (session.IsWatching)
        {
            var (now, agreed) = (clock.GetUtcNow(), TimeSpan.FromMinutes(options.Value.WorksAgainMinutes));
            var shopUntil = session.AskedAgainAt is null && now - session.WatchFrom >= agreed ? await shop.Until(ground.Terminal, session.WatchFrom!.Value, cancel) : null;
            if (session.Notice(ground.Playbook, ground.File, shopUntil, agreed, now)) session.Tally(ground.Playbook, ground.File, now);
        }

        // A visitor sees it as it is now and leaves it to the next who looks.
        if (!db.Viewer.IsVisiting) await db.SaveChangesAsync(cancel);
        return SessionView.Of(session, ground, clock.GetUtcNow());
    }

    /// <summary>Where the missing record has arrived and there can be no doubt about it, the walk goes over to it.</summary>
    private async Task<SessionGround?> FindRecord(TroubleshootingSession session, SessionGround ground, CancellationToken cancel)
    {
        if (session is not { LacksRecord: true, ClaimedAt: { } claimed }) return null;
        var candidates = LateRecord.Candidates(ground.File.SameTerminal, claimed, session.ClaimedAmount, session.StartedAt, session.RefusedRecord);
        if (LateRecord.Certain(candidates, session.ClaimedAmount, session.RefusedRecord) is not { } record) return null;

        var gathered = await gather.Run(record.Id, cancel);
        if (!gathered.IsOk) return null;
        session.Find(record.Id, byPerson: false, ground.Playbook, gathered.Value!.File, clock.GetUtcNow());
        return ground with { File = gathered.Value.File };
    }
}
