using Portal.Web.Data.Audit;
using Portal.Web.Shared.Background;

namespace Portal.Web.Features.Audit;

/// <summary>Takes what happened into the trail every second or two, looks for what came late once an hour, and notes the trail's end in the log, which goes elsewhere.</summary>
public sealed class KeepSealing(SealEvents seal, VerifyAudit verify, TimeProvider clock, ILogger<KeepSealing> log)
    : Rounds(TimeSpan.FromSeconds(2), clock, log)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private DateTimeOffset swept = DateTimeOffset.MinValue;

    protected override bool BeginsAtOnce => true;

    protected override async Task Round(CancellationToken cancel)
    {
        var now = Clock.GetUtcNow();
        if (now - swept < Hour)
        {
            await seal.Run(cancel);
            return;
        }

        await seal.Sweep(cancel);
        if (await verify.Head(cancel) is { } head) log.LogInformation("The audit trail ends at {AuditHead}.", head.Text);
        swept = now;
    }
}
