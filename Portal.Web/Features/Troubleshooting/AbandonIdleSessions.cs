using Microsoft.EntityFrameworkCore;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Shared.Background;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Closes the walks nobody came back to for a day, once an hour. Coming back later opens them again.</summary>
public sealed class AbandonIdleSessions(DatabaseChoice databases, TimeProvider clock, ILogger<AbandonIdleSessions> log)
    : Rounds(TimeSpan.FromHours(1), clock, log)
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(24);

    private const int AtOnce = 200;

    protected override Task Round(CancellationToken cancel) => Run(cancel);

    /// <returns>How many were closed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var before = Clock.GetUtcNow() - Idle;
        await using var db = databases.Open(Viewer.Portal, Clock);
        var idle = await db.Set<TroubleshootingSession>().Where(s => s.Status == SessionStatus.Open && s.LastAnswerAt < before)
            .OrderBy(s => s.LastAnswerAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var session in idle) session.Abandon(Clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return idle.Count;
    }
}
