using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Tests.Features.Audit;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Features.Ingest;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Hosting;

public class ClockCheckTests
{
    /// <summary>On a database server the portal's clock has to be the true one, or that is what is found.</summary>
    private static async Task<TestPortal> Start()
    {
        var portal = await TestPortal.Start();
        portal.Clock.Set(DateTimeOffset.UtcNow);
        return portal;
    }

    private static Task<IReadOnlyList<ClockCheck.Difference>> Check(TestPortal portal) => portal.Find<ClockCheck>().Run(default);

    private static async Task Receive(TestPortal portal, int terminals, TimeSpan ahead)
    {
        var at = Rfc3339.Write((portal.Clock.GetUtcNow() + ahead).ToOffset(TimeSpan.FromHours(8)));
        var rows = FeedRows.Lines(Enumerable.Range(0, terminals).Select(n => FeedRows.Sale(Guid.NewGuid().ToString("N"), ("terminal_id", (JsonNode)$"2000000{n}"), ("occurred_at", at))));
        var taken = await portal.As(Viewer.Portal).Run<ReceiveTransactions, Result<IngestReport>>(r => r.Run(new(System.Text.Encoding.UTF8.GetBytes(rows), false, "switch-1", null), default));
        Assert.Equal(terminals, taken.Value!.Accepted);
    }

    [Fact]
    public async Task Nothing_is_said_of_a_clock_nothing_speaks_against()
    {
        await using var portal = await Start();
        await portal.Happen(2);
        portal.Clock.Set(DateTimeOffset.UtcNow);
        await Receive(portal, 6, TimeSpan.FromSeconds(20));

        Assert.Empty(await Check(portal));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_is_told_by_what_was_written_before()
    {
        await using var portal = await Start();
        await portal.Happen(1);

        portal.Clock.Set(DateTimeOffset.UtcNow.AddMinutes(-3));

        var told = Assert.Single(await Check(portal), d => d.Witness == ClockWitness.Events);
        Assert.InRange(told.Ahead.TotalSeconds, 170, 200);
    }

    [Theory]
    [InlineData(6, 10, true)]
    [InlineData(4, 10, false)]
    [InlineData(6, 1, false)]
    public async Task Most_terminals_from_the_future_speak_against_it_a_few_do_not(int terminals, int minutes, bool told)
    {
        await using var portal = await Start();

        await Receive(portal, terminals, TimeSpan.FromMinutes(minutes));

        Assert.Equal(told, (await Check(portal)).Any(d => d.Witness == ClockWitness.Terminals));
    }

    [Fact]
    public async Task One_terminal_with_a_wild_clock_is_nothing()
    {
        await using var portal = await Start();
        await Receive(portal, 6, TimeSpan.FromSeconds(-5));

        await Receive(portal, 1, TimeSpan.FromDays(300));

        Assert.Empty(await Check(portal));
    }

    [Fact]
    public async Task The_clock_of_a_database_server_counts()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "for a database server");
        await using var portal = await Start();

        portal.Clock.Set(DateTimeOffset.UtcNow.AddHours(1));

        var told = Assert.Single(await Check(portal), d => d.Witness == ClockWitness.Database);
        Assert.InRange(told.Ahead.TotalSeconds, -3_700, -3_500);
    }

    [Fact]
    public async Task The_administrator_reads_it_on_the_overview()
    {
        await using var portal = await Start();
        await Receive(portal, 6, TimeSpan.FromMinutes(10));

        var seen = await portal.As(Cast.Admin).Run<AdminOverview, AdminOverview.Seen?>(o => o.Run(default));

        Assert.Contains(seen!.Clocks, d => d.Witness == ClockWitness.Terminals && d.Ahead > TimeSpan.FromMinutes(9));
    }
}
