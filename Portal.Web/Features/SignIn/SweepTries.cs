using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>Once an hour forgets tries that no limit looks at any more.</summary>
public sealed class SweepTries(Tries tries, TimeProvider clock, ILogger<SweepTries> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Sweep(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task Sweep(CancellationToken cancel)
    {
        try
        {
            await tries.Sweep(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The next hour tries again; the table only grows meanwhile.
            log.LogWarning("Old sign-in tries could not be swept: {Reason}.", error.GetType().Name);
        }
    }
}
