using Portal.Web.Shared.Background;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>Runs retention once a day, and sweeps up after erasures. That it ran is an event, so the other nodes see that it is not due.</summary>
public sealed class KeepRetention(RunRetention retention, ReplayErasures erasures, TimeProvider clock, ILogger<KeepRetention> log)
    : Rounds(TimeSpan.FromMinutes(20), clock, log)
{
    // Not at once: a portal that has just started has other things to do.
    protected override async Task Round(CancellationToken cancel)
    {
        if (!await retention.IsDue(cancel)) return;
        await erasures.Sweep(cancel);
        var lines = await retention.Run(Viewer.Portal, cancel);
        log.LogInformation("What was past its time was taken away: {Rows} rows.", lines.Sum(l => l.Rows));
    }
}
