using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Merchants;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>What may be said of a sale on a terminal that left no record, and whether a record has arrived a moment ago after all.</summary>
public sealed class LookForRecord(GatherCase gather, TimeProvider clock)
{
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(15);

    /// <param name="Heard">How far the feed of that terminal has told us; null where nothing was heard for a week.</param>
    public sealed record Found(NoRecord Record, VisibleTerminal Terminal, DateTimeOffset? Heard, IReadOnlyList<Transaction> Arrived);

    /// <param name="at">When the sale is said to have been; null: just now.</param>
    /// <returns>Problem not-found, also for another merchant's and another store's terminal.</returns>
    public async Task<Result<Found>> Run(TerminalId terminal, DateTimeOffset? at, decimal? amount, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var claimed = at is { } told && told <= now ? told : now;
        var gathered = await gather.Run(terminal, "", claimed, cancel);
        if (!gathered.IsOk) return gathered.Problem!;

        var file = gathered.Value!.File;
        return new Found(
            NoRecord.Of(file, now), gathered.Value.Terminal, file.DataUntil == default ? null : file.DataUntil,
            LateRecord.Candidates(file.SameTerminal, claimed, amount, now - JustNow, null));
    }
}
