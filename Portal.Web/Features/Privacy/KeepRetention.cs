using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>Runs retention once a day. That it ran is an event, so the other nodes see that it is not due.</summary>
public sealed class KeepRetention(RunRetention retention, TimeProvider clock, ILogger<KeepRetention> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            // Not at once: a portal that has just started has other things to do.
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
            if (!await retention.IsDue(cancel)) return;
            var lines = await retention.Run(Viewer.Portal, cancel);
            log.LogInformation("What was past its time was taken away: {Rows} rows.", lines.Sum(l => l.Rows));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning("What is past its time could not be taken away: {Reason}. Tried again in a while.", error.GetType().Name);
        }
    }
}
