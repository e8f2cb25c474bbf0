using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Data.Transactions;

namespace Portal.Tests.Features.Ingest;

/// <summary>The counts beside the transactions always equal what counting the transactions gives, whatever arrived how often and in which order.</summary>
public class RunningCountsTests
{
    private static readonly JsonObject[] Rows =
    [
        FeedRows.Sale("S1", ("outcome", "unknown"), ("response_code", null), ("issuer", null)),
        FeedRows.Sale("S1", ("issuer", "HUAXIN")),
        FeedRows.Sale("S2", ("terminal_id", Cast.Till2.Number), ("occurred_at", "2026-11-22T23:59:59+08:00")),
        FeedRows.Sale("R2", ("terminal_id", Cast.Till2.Number), ("type", "reversal"), ("outcome", "reversed"), ("original_event_id", "S2")),
        FeedRows.Sale("S3", ("outcome", "unknown"), ("response_code", "98"), ("issuer", "HUAXIN")),
        FeedRows.Sale("S3", ("outcome", "declined"), ("response_code", "51"), ("issuer", "HUAXIN")),
        FeedRows.Sale("S4", ("outcome", "declined"), ("response_code", "91"), ("issuer", "DONGHAI"), ("occurred_at", "2026-11-23T14:03:20+08:00")),
        FeedRows.Sale("S5", ("outcome", "declined"), ("response_code", "a0"), ("card", null)),
        FeedRows.Sale("V1", ("type", "void"), ("original_event_id", "S2"), ("terminal_id", Cast.HarbourTill.Number), ("merchant_id", Cast.HarbourNoodles.Number)),
        FeedRows.Sale("B1", ("type", "balance"), ("amount", null), ("currency", null)),
        FeedRows.Sale("N1", ("terminal_id", Cast.BundTill.Number), ("outcome", "unknown"), ("response_code", null), ("scheme", "visa"), ("card", "400000******9999")),
    ];

    [Fact]
    public async Task Every_order_of_arrival_ends_in_the_counts_of_the_rows()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var feed = 0;
        await Gen.Shuffle(Enumerable.Range(0, Rows.Length).ToArray()).Select(Gen.Int[0, Rows.Length - 1].Array[0, 6], Gen.Int[1, 5]).SampleAsync(async (order, again, files) =>
        {
            var name = $"f{Interlocked.Increment(ref feed)}";
            foreach (var file in order.Concat(again).Chunk((order.Length + again.Length) / files + 1))
                await ImportFileTests.Import(portal, FeedRows.Lines(file.Select(i => Rows[i])), feed: name);

            await using var db = portal.Database();
            Assert.Equal(await Counted(db), await Kept(db));
        }, iter: 25, threads: 1);

        await using var database = portal.Database();
        Assert.Equal(await ApprovalDays(database), await MarkedDays(database));
    }

    [Fact]
    public async Task A_delivery_that_breaks_off_counts_nothing()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(Rows[..3]));
        await using var before = portal.Database();
        var kept = await Kept(before);

        await ImportFileTests.TryImport(portal, System.Text.Encoding.UTF8.GetBytes(FeedRows.Lines(Rows[..3]) + "{not json"), Web.Features.Ingest.FeedFormat.Ndjson);

        await using var after = portal.Database();
        Assert.Equal(kept, await Kept(after));
    }

    private static async Task<SortedDictionary<string, long>> Kept(PortalDb db)
    {
        var kept = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in await db.Set<TrafficCount>().AsNoTracking().Where(c => c.Count != 0).ToListAsync())
            kept[$"{row.Key >> 38} {row.Key >> 14 & 0xFFFFFF} {row.Key & 0x3FFF}"] = row.Count;
        return kept;
    }

    /// <summary>From the rows, by the words of the documentation: time (a day is marked by 2^24), whose (a scheme by 2^23, six digits by 2^22), what.</summary>
    private static async Task<SortedDictionary<string, long>> Counted(PortalDb db)
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var counted = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in await db.Set<TransactionRow>().AsNoTracking().Where(t => t.Type <= 4).ToListAsync())
        {
            var failed = row.Outcome is 1 or 3;
            var bank = row.IssuerNo ?? (row.CardFirst6 is { } six ? (1 << 22) + six : 0);
            foreach (var whose in new[] { bank, (1L << 23) + (row.SchemeNo ?? 0) }.Where(w => w != 0))
            {
                Add(row.OccurredAt / 300_000, whose, 0);
                Add((1L << 24) + row.OccurredAt / 86_400_000, whose, 0);
                if (failed && row.ResponseCode is null or "68" or "91" or "96" or "98") Add((1L << 24) + row.OccurredAt / 86_400_000, whose, 1);
                if (failed && row.ResponseCode is [var a, var b])
                    Add((1L << 24) + row.OccurredAt / 86_400_000, whose, 2 + digits.IndexOf(a, StringComparison.Ordinal) * 36 + digits.IndexOf(b, StringComparison.Ordinal));
            }
        }

        return counted;

        void Add(long time, long whose, long what)
        {
            var key = $"{time} {whose} {what}";
            counted[key] = counted.GetValueOrDefault(key) + 1;
        }
    }

    private static async Task<List<(long, long)>> ApprovalDays(PortalDb db) =>
        [.. (await db.Set<TransactionRow>().AsNoTracking().Where(t => t.Outcome == 0 && (t.Type == 0 || t.Type >= 2 && t.Type <= 4)).Select(t => new { t.TerminalNo, t.Day }).Distinct().ToListAsync())
            .Select(t => (t.TerminalNo, t.Day)).Order()];

    private static async Task<List<(long, long)>> MarkedDays(PortalDb db) =>
        [.. (await db.Set<TerminalDays>().AsNoTracking().ToListAsync())
            .SelectMany(d => Enumerable.Range(0, 32).Where(i => (d.Days >> i & 1) != 0).Select(i => (d.Key & (1L << 40) - 1, (d.Key >> 40) * 32 + i))).Order()];
}
