namespace Portal.Web.Shared.Background;

/// <summary>
/// Work that is done again and again while the portal runs, one round after the other. What fails is told to the log once, by kind and without its words (they may hold
/// what people wrote), and the next round tries again; a shutdown ends it between two steps.
/// </summary>
/// <param name="pause">From the begin of one round to the begin of the next; a round that takes longer is not overtaken.</param>
public abstract class Rounds(TimeSpan pause, TimeProvider clock, ILogger log) : BackgroundService
{
    private bool failing;

    protected TimeProvider Clock => clock;

    /// <summary>Whether the first round begins with the portal, not a pause later.</summary>
    protected virtual bool BeginsAtOnce => false;

    protected abstract Task Round(CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, clock);
        try
        {
            if (BeginsAtOnce) await Try(Round, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Try(Round, stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The portal is shutting down; whoever starts next goes on.
        }
    }

    protected async Task Try(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
            if (failing) log.LogInformation("{Work} works again.", GetType().Name);
            failing = false;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // A time-out is told as a cancellation, too: only the portal's own stop ends the rounds.
            if (!failing) log.LogWarning("{Work} failed: {Reason}. Tried again every {Pause} until it works.", GetType().Name, error.GetType().Name, pause);
            failing = true;
        }
    }
}
