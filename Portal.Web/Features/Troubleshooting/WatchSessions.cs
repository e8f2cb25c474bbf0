using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Features.Live;
using Portal.Web.Shared.Background;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>
/// Looks, every few seconds, at the sessions that wait for the feed: an approval after a fix, or the record that was missing. Nobody needs to have
/// the page open. Every node does it; what one has taken in the others find done. A session is only opened where its terminal has news, or once a minute.
/// </summary>
public sealed class WatchSessions(DatabaseChoice databases, IServiceScopeFactory scopes, LiveMarks marks, TimeProvider clock, ILogger<WatchSessions> log)
    : Rounds(TimeSpan.FromSeconds(5), clock, log)
{
    private static readonly TimeSpan Anyway = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromHours(24);

    private const int AtOnce = 200;

    private readonly Dictionary<SessionId, (long Mark, DateTimeOffset At)> looked = [];

    protected override Task Round(CancellationToken cancel) => Run(cancel);

    /// <returns>How many were opened and compared.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var waiting = await Waiting(cancel);
        foreach (var gone in looked.Keys.Except(waiting.Keys).ToList()) looked.Remove(gone);
        if (waiting.Count == 0) return 0;

        var now = Clock.GetUtcNow();
        var news = await marks.Read([.. waiting.Values.Distinct()], cancel);
        var opened = 0;
        foreach (var (id, terminal) in waiting)
        {
            var mark = news.GetValueOrDefault(terminal);
            if (looked.TryGetValue(id, out var last) && last.Mark == mark && now - last.At < Anyway) continue;

            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
            await scope.ServiceProvider.GetRequiredService<ViewSession>().Run(id, cancel);
            looked[id] = (mark, now);
            opened++;
        }

        return opened;
    }

    private async Task<Dictionary<SessionId, Watched>> Waiting(CancellationToken cancel)
    {
        var since = Clock.GetUtcNow() - Longest;
        await using var db = databases.Open(Viewer.Portal, Clock);
        var waiting = await db.Set<TroubleshootingSession>()
            .Where(s => s.WatchFrom >= since && (s.Status == SessionStatus.Open || (s.Status == SessionStatus.Resolved && s.ApprovalId == null))
                || (s.TransactionId == null && s.Status == SessionStatus.Open && s.LastAnswerAt >= since))
            .OrderByDescending(s => s.LastAnswerAt).Take(AtOnce)
            .Join(db.Merchants, s => s.MerchantId, m => m.Id, (s, m) => new { s.Id, Merchant = m.Number, s.TerminalNumber }).ToListAsync(cancel);
        return waiting.ToDictionary(w => w.Id, w => (Watched)new Watched.OfTerminal(w.Merchant, w.TerminalNumber));
    }
}
