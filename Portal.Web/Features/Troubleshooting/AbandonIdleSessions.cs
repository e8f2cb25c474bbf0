using Microsoft.EntityFrameworkCore;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Closes the walks nobody came back to for a day, once an hour. Coming back later opens them again.</summary>
public sealed class AbandonIdleSessions(DatabaseChoice databases, TimeProvider clock, ILogger<AbandonIdleSessions> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(24), Pause = TimeSpan.FromHours(1);

    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Try(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The portal is shutting down; whoever starts next goes on.
        }
    }

    private async Task Try(CancellationToken cancel)
    {
        try
        {
            await Run(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning("Idle sessions could not be closed: {Reason}. Tried again in an hour.", error.GetType().Name);
        }
    }

    /// <returns>How many were closed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - Idle;
        await using var db = databases.Open(Viewer.Portal, clock);
        var idle = await db.Set<TroubleshootingSession>().Where(s => s.Status == SessionStatus.Open && s.LastAnswerAt < before)
            .OrderBy(s => s.LastAnswerAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var session in idle) session.Abandon(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return idle.Count;
    }
}
