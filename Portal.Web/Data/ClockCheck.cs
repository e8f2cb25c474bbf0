using Microsoft.EntityFrameworkCore;
using Portal.Web.Data.Transactions;
using Portal.Web.Shared.Background;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data;

/// <summary>What the portal's own clock was compared with.</summary>
public enum ClockWitness
{
    /// <summary>The clock of the PostgreSQL server.</summary>
    Database,

    /// <summary>The newest thing written down: by this portal before its clock was set back, or by another node.</summary>
    Events,

    /// <summary>Most terminals that were heard from last.</summary>
    Terminals,
}

/// <summary>
/// Whether the clock of this machine agrees with what else is known of the time (PCI DSS 10.6). It cannot say which of two clocks is wrong, and with SQLite and
/// no traffic it knows nothing: keeping the clock is the work of the machine's time service.
/// </summary>
public sealed class ClockCheck(DatabaseChoice choice, TimeProvider clock)
{
    /// <summary>From here on it is told.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>A terminal's clock is a cheap one, and a row from the future is common; most terminals at once are not.</summary>
    public static readonly TimeSpan TerminalTolerance = TimeSpan.FromMinutes(2);

    private const int LastRows = 500, LeastTerminals = 5;

    /// <param name="Ahead">By how much the witness is ahead of this machine; negative: behind.</param>
    public sealed record Difference(ClockWitness Witness, TimeSpan Ahead);

    /// <returns>Differences worth telling; none: nothing speaks against this clock.</returns>
    public async Task<IReadOnlyList<Difference>> Run(CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        var found = new List<Difference>();
        if (!choice.IsSqlite && await OfServer(db, cancel) is { } server && server.Duration() > Tolerance) found.Add(new(ClockWitness.Database, server));
        if (await db.Events.OrderByDescending(e => e.Id).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel) is { } last && last - clock.GetUtcNow() is var ahead && ahead > Tolerance)
            found.Add(new(ClockWitness.Events, ahead));
        if (await OfTerminals(db, cancel) is { } terminals && terminals > TerminalTolerance) found.Add(new(ClockWitness.Terminals, terminals));
        return found;
    }

    private async Task<TimeSpan> OfServer(PortalDb db, CancellationToken cancel)
    {
        // The first question also opens a connection; the second takes only its own way there and back.
        await Asked();
        var before = clock.GetUtcNow();
        var there = await Asked();
        return there - before - (clock.GetUtcNow() - before) / 2;

        async Task<DateTimeOffset> Asked() => DateTimeOffset.FromUnixTimeMilliseconds(
            await db.Database.SqlQueryRaw<long>("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS \"Value\"").SingleAsync(cancel));
    }

    /// <summary>How far ahead of their receipt the sales of the terminals heard from last are dated: of the terminal in the middle. Null: too few to say.</summary>
    private static async Task<TimeSpan?> OfTerminals(PortalDb db, CancellationToken cancel)
    {
        var rows = await db.Set<TransactionRow>().AsNoTracking().OrderByDescending(t => t.Id).Take(LastRows)
            .Join(db.Set<Delivery>(), t => t.DeliveryNo, d => d.No, (t, d) => new { t.TerminalNo, Ahead = t.OccurredAt - d.ReceivedAt }).ToListAsync(cancel);
        var ahead = rows.GroupBy(r => r.TerminalNo).Select(g => g.Max(r => r.Ahead)).Order().ToList();
        return ahead.Count < LeastTerminals ? null : TimeSpan.FromMilliseconds(ahead[ahead.Count / 2]);
    }
}

/// <summary>Compares the clock at the start and once an hour, and says in the log what differs.</summary>
public sealed class KeepClock(ClockCheck check, TimeProvider clock, ILogger<KeepClock> log) : Rounds(TimeSpan.FromHours(1), clock, log)
{
    protected override bool BeginsAtOnce => true;

    protected override async Task Round(CancellationToken cancel)
    {
        foreach (var difference in await check.Run(cancel))
            log.LogWarning("The clock of this machine differs: {Kind} is {ElapsedMilliseconds} ms ahead of it. Check its time service (NTP).", difference.Witness, difference.Ahead.TotalMilliseconds);
    }
}
