using Portal.Web.Data.Audit;

namespace Portal.Web.Features.Audit;

/// <summary>Takes what happened into the trail every second or two, looks for what came late once an hour, and notes the trail's end in the log, which goes elsewhere.</summary>
public sealed class KeepSealing(SealEvents seal, VerifyAudit verify, TimeProvider clock, ILogger<KeepSealing> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        var swept = DateTimeOffset.MinValue;
        try
        {
            do
            {
                var isDue = clock.GetUtcNow() - swept >= Hour;
                if (await Try(isDue, stoppingToken) && isDue) swept = clock.GetUtcNow();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The portal is shutting down; whoever starts next goes on.
        }
    }

    private async Task<bool> Try(bool sweep, CancellationToken cancel)
    {
        try
        {
            await (sweep ? seal.Sweep(cancel) : seal.Run(cancel));
            if (sweep && await verify.Head(cancel) is { } head) log.LogInformation("The audit trail ends at {AuditHead}.", head.Text);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning("Events could not be taken into the audit trail: {Reason}. Tried again in a moment.", error.GetType().Name);
            return false;
        }
    }
}
