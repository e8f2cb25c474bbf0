using System.Text.Json.Nodes;
using CsCheck;
using Portal.Domain.Transactions;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Ingest;

/// <summary>Late, repeated and out of order is normal: whatever the order of arrival, the same is stored in the end.</summary>
public class ArrivalOrderTests
{
    private static readonly JsonObject[] Rows =
    [
        FeedRows.Sale("S1", ("outcome", "unknown"), ("response_code", null)),
        FeedRows.Sale("S1"),
        FeedRows.Sale("S2", ("terminal_id", Cast.Till2.Number)),
        FeedRows.Sale("R2", ("terminal_id", Cast.Till2.Number), ("type", "reversal"), ("outcome", "unknown"), ("original_event_id", "S2"), ("response_code", null)),
        FeedRows.Sale("R2", ("terminal_id", Cast.Till2.Number), ("type", "reversal"), ("outcome", "reversed"), ("original_event_id", "S2")),
        FeedRows.Sale("S3", ("outcome", "unknown"), ("response_code", "98")),
        FeedRows.Sale("R3", ("type", "reversal"), ("outcome", "approved"), ("original_event_id", "S3")),
        FeedRows.Sale("S4", ("outcome", "declined"), ("response_code", "51")),
        FeedRows.Sale("S4", ("outcome", "unknown"), ("response_code", null)),
        FeedRows.Sale("R9", ("type", "reversal"), ("outcome", "unknown"), ("original_event_id", "S1"), ("response_code", null)),
        FeedRows.Sale("F1", ("merchant_id", Cast.HarbourNoodles.Number), ("terminal_id", Cast.HarbourTill.Number), ("type", "reversal"), ("outcome", "reversed"), ("original_event_id", "S4")),
    ];

    [Fact]
    public async Task Every_order_of_arrival_ends_in_the_same_state()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var feed = 0;
        await Gen.Shuffle(Enumerable.Range(0, Rows.Length).ToArray()).Select(Gen.Int[0, Rows.Length - 1].Array[0, 4], Gen.Int[1, 4]).SampleAsync(async (order, again, files) =>
        {
            var name = $"f{Interlocked.Increment(ref feed)}";
            foreach (var file in order.Concat(again).Chunk((order.Length + again.Length) / files + 1))
            {
                var report = await ImportFileTests.Import(portal, FeedRows.Lines(file.Select(i => Rows[i])), feed: name);
                Assert.Empty(report.Rejected);
            }

            Assert.Equal(
                [("S1", Outcome.Approved), ("S2", Outcome.Reversed), ("S3", Outcome.Reversed), ("S4", Outcome.Declined), ("R2", Outcome.Reversed), ("R3", Outcome.Approved), ("R9", Outcome.Unknown)],
                await State(portal, name));
        }, iter: 25, threads: 1);
    }

    private static async Task<(string, Outcome)[]> State(TestPortal portal, string feed)
    {
        var state = new List<(string, Outcome)>();
        foreach (var id in new[] { "S1", "S2", "S3", "S4", "R2", "R3", "R9" })
        {
            var found = await portal.As(Cast.Chen).Run<Web.Features.Lookup.FindTransaction, IReadOnlyList<Web.Features.Lookup.FindTransaction.Found>>(f => f.ByEventId(id, default));
            state.Add((id, found.Single(f => f.Transaction.Feed == feed).Transaction.Outcome));
        }

        return [.. state];
    }

    [Theory]
    [InlineData("amount", "87.00")]
    [InlineData("occurred_at", "2026-11-20T14:00:00+08:00")]
    [InlineData("terminal_id", "10000002")]
    [InlineData("outcome", "reversed")]
    public async Task The_same_key_with_other_definite_content_is_a_conflict_and_the_first_stays(string field, string value)
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1")));
        var before = await ImportFileTests.Find(portal, "E1");

        var report = await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1", (field, value))));

        Assert.Equal("conflict", Assert.Single(report.Rejected).Code);
        Assert.Equal(before, await ImportFileTests.Find(portal, "E1"));
    }

    [Fact]
    public async Task Without_an_event_id_the_natural_key_recognises_a_repeat()
    {
        await using var portal = await TestPortal.Start();
        var row = FeedRows.Sale("", ("event_id", null), ("stan", "000001"), ("rrn", "632814000001"));
        var other = FeedRows.Sale("", ("event_id", null), ("stan", "000002"), ("rrn", "632814000001"));

        Assert.Equal(2, (await ImportFileTests.Import(portal, FeedRows.Lines(row, other))).Accepted);
        Assert.Equal(2, (await ImportFileTests.Import(portal, FeedRows.Lines(other, row))).Duplicates);
    }

    [Fact]
    public async Task An_original_that_is_repeated_after_it_was_reversed_is_a_duplicate()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1"), FeedRows.Sale("R1", ("type", "reversal"), ("outcome", "reversed"), ("original_event_id", "E1"))));

        Assert.Equal(1, (await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1")))).Duplicates);
        Assert.Equal(Outcome.Reversed, (await ImportFileTests.Find(portal, "E1"))!.Outcome);
    }

    [Fact]
    public async Task Two_feeds_may_use_the_same_ids()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1")), feed: "a");

        Assert.Equal(1, (await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1", ("amount", "1.00"))), feed: "b")).Accepted);
    }
}
