using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>Takes away what has been kept long enough, kind by kind and a few rows at a time, so that nothing that comes in waits for it; says what it took.</summary>
public sealed class RunRetention(DatabaseChoice choice, RetentionKinds kinds, IOptions<RetentionOptions> options, TimeProvider clock)
{
    /// <summary>Once a day, whichever of the nodes comes first.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromHours(23);

    /// <param name="Before">What is older than this is past its time.</param>
    public sealed record Line(string Kind, int Days, DateTimeOffset Before, long Rows);

    /// <summary>What would be taken away now.</summary>
    public async Task<IReadOnlyList<Line>> Preview(CancellationToken cancel)
    {
        var lines = new List<Line>();
        await using var db = choice.Open(Viewer.Portal, clock);
        foreach (var kind in kinds.All)
        {
            var (days, before) = Limit(kind);
            lines.Add(new(kind.Name, days, before, await kind.Count(db, before, cancel)));
        }

        return lines;
    }

    /// <param name="by">In whose name.</param>
    public async Task<IReadOnlyList<Line>> Run(Viewer by, CancellationToken cancel)
    {
        var lines = new List<Line>();
        foreach (var kind in kinds.All)
        {
            var (days, before) = Limit(kind);
            lines.Add(new(kind.Name, days, before, await Remove(kind, before, cancel)));
        }

        await using var db = choice.Open(by, clock);
        db.Raise(new RetentionRan(lines.Where(l => l.Rows > 0).ToDictionary(l => l.Kind, l => l.Rows)));
        await db.SaveChangesAsync(cancel);
        return lines;
    }

    /// <summary>When it last ran; null: never.</summary>
    public async Task<DateTimeOffset?> Last(CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        return await db.Events.Where(e => e.Kind == nameof(RetentionRan) && e.Subject == "retention").MaxAsync(e => (DateTimeOffset?)e.At, cancel);
    }

    public async Task<bool> IsDue(CancellationToken cancel) => await Last(cancel) is not { } last || clock.GetUtcNow() - last >= Between;

    private async Task<long> Remove(RetentionKind kind, DateTimeOffset before, CancellationToken cancel)
    {
        for (var all = 0L; ;)
        {
            await using var db = choice.Open(Viewer.Portal, clock);
            var some = await kind.Remove(db, before, cancel);
            if (some == 0) return all;
            all += some;
        }
    }

    private (int Days, DateTimeOffset Before) Limit(RetentionKind kind)
    {
        var days = kind.Days(options.Value);
        return (days, clock.GetUtcNow().AddDays(-days));
    }
}

/// <summary>An administrator who does not wait for the night.</summary>
[NeedsFreshSignIn]
public sealed class RunRetentionNow(RunRetention retention, IFreshSignIn fresh, Viewer viewer)
{
    /// <returns>What was taken away; problems confirm-first, not-found.</returns>
    public async Task<Result<IReadOnlyList<RunRetention.Line>>> Run(CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePrivacy)) return Problem.NotFound;
        return Result.Of(await retention.Run(viewer, cancel));
    }
}
