using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Identity;

/// <summary>
/// Counts tries in the database, so that the limits hold on all nodes together and no try is free because another came at the same moment:
/// a try is taken before what was tried is looked at, in one statement, and given back when it was right.
/// </summary>
public sealed class Tries(DatabaseChoice choice, TimeProvider clock)
{
    private const string TakeSql =
        """
        INSERT INTO try_counts (key, count, since, until, strikes) VALUES ({0}, 1, {1}, 0, 0)
        ON CONFLICT (key) DO UPDATE SET
          count = CASE WHEN (try_counts.until > 0 AND try_counts.until <= {1}) OR (try_counts.until = 0 AND try_counts.since <= {2}) THEN 1 ELSE try_counts.count + 1 END,
          since = CASE WHEN (try_counts.until > 0 AND try_counts.until <= {1}) OR (try_counts.until = 0 AND try_counts.since <= {2}) THEN {1} ELSE try_counts.since END,
          strikes = CASE
            WHEN try_counts.until = 0 AND try_counts.since > {2} AND try_counts.count + 1 >= {3} THEN try_counts.strikes + 1
            WHEN try_counts.since <= {7} THEN 0 ELSE try_counts.strikes END,
          until = CASE
            WHEN try_counts.until > {1} THEN try_counts.until
            WHEN try_counts.until = 0 AND try_counts.since > {2} AND try_counts.count + 1 >= {3}
              THEN {1} + CASE try_counts.strikes WHEN 0 THEN {4} WHEN 1 THEN {5} ELSE {6} END
            ELSE 0 END
        RETURNING CAST(count AS bigint) AS "Count", until AS "Until"
        """;

    /// <summary>A try that was let through, and which one it was; or until when none is.</summary>
    public readonly record struct Taken(bool Allowed, int Count, DateTimeOffset Until)
    {
        /// <summary>Nothing after this one goes through until <see cref="Until"/>, unless it is right.</summary>
        public bool IsLast(TryLimit limit) => Allowed && Count == limit.Count;
    }

    public async Task<Taken> Take(TryLimit limit, string what, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = choice.Open(Viewer.Portal, clock);
        var rows = await db.Database.SqlQueryRaw<Row>(
            TakeSql, Key(limit, what), now.ToUnixTimeMilliseconds(), (now - limit.Within).ToUnixTimeMilliseconds(), limit.Count,
            (long)limit.Shut[0].TotalMilliseconds, (long)limit.Shut[Math.Min(1, limit.Shut.Count - 1)].TotalMilliseconds, (long)limit.Shut[^1].TotalMilliseconds,
            (now - TryLimits.Remembered).ToUnixTimeMilliseconds()).ToListAsync(cancel);
        return new Taken(rows[0].Count <= limit.Count, (int)rows[0].Count, DateTimeOffset.FromUnixTimeMilliseconds(rows[0].Until));
    }

    /// <summary>A try that was right counts for nothing.</summary>
    public async Task GiveBack(TryLimit limit, string what, CancellationToken cancel)
    {
        var key = Key(limit, what);
        await using var db = choice.Open(Viewer.Portal, clock);
        await db.Set<TryCount>().Where(t => t.Key == key && t.Count > 0 && t.Count <= limit.Count).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Count, t => t.Count - 1)
            .SetProperty(t => t.Strikes, t => t.Until > 0 ? t.Strikes - 1 : t.Strikes)
            .SetProperty(t => t.Until, 0L), cancel);
    }

    /// <summary>Opens it again, whatever was tried before.</summary>
    public async Task Forget(TryLimit limit, string what, CancellationToken cancel)
    {
        var key = Key(limit, what);
        await using var db = choice.Open(Viewer.Portal, clock);
        await db.Set<TryCount>().Where(t => t.Key == key).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Until when it is shut; null where it is open.</summary>
    public async Task<DateTimeOffset?> ShutUntil(TryLimit limit, string what, CancellationToken cancel)
    {
        var key = Key(limit, what);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var db = choice.Open(Viewer.Portal, clock);
        var until = await db.Set<TryCount>().Where(t => t.Key == key && t.Count >= limit.Count && t.Until > now).Select(t => (long?)t.Until).SingleOrDefaultAsync(cancel);
        return until is { } ends ? DateTimeOffset.FromUnixTimeMilliseconds(ends) : null;
    }

    /// <summary>Takes away what no limit looks at any more; the table never holds more than a day's worth.</summary>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (moment, old) = (now.ToUnixTimeMilliseconds(), (now - TryLimits.Remembered).ToUnixTimeMilliseconds());
        await using var db = choice.Open(Viewer.Portal, clock);
        return await db.Set<TryCount>().Where(t => t.Since <= old && t.Until <= moment).ExecuteDeleteAsync(cancel);
    }

    private static string Key(TryLimit limit, string what) =>
        limit.Name + "/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what))[..16]);

    private sealed record Row(long Count, long Until);
}
