using Portal.Tests.House;
using Portal.Web.Features.Demo;

namespace Portal.Tests.Features.Demo;

public class DemoHistoryTests
{
    private static readonly DateTimeOffset Until = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    private static DemoPlan Plan(int transactions = 3_000, int seed = 7) => new(transactions, 14, 6, 10, seed, Until);

    [Fact]
    public void The_same_plan_tells_the_same_history() => Assert.Equal(DemoHistory.Rows(Plan()), DemoHistory.Rows(Plan()));

    [Fact]
    public void Another_seed_tells_another() => Assert.NotEqual(DemoHistory.Rows(Plan()).First(), DemoHistory.Rows(Plan(seed: 8)).First());

    [Theory]
    [InlineData(1_000)]
    [InlineData(30_000)]
    public void It_is_as_long_as_asked_rises_by_time_and_names_each_row_once(int transactions)
    {
        var rows = DemoHistory.Rows(Plan(transactions)).ToList();

        Assert.InRange(rows.Count, transactions * 0.95, transactions + 200);
        Assert.Equal(rows.OrderBy(r => r.OccurredAt).Select(r => r.EventId), rows.Select(r => r.EventId));
        Assert.Equal(rows.Count, rows.Select(r => r.EventId).Distinct().Count());
        Assert.All(rows, r => Assert.True(r.OccurredAt <= Until));
    }

    [Fact]
    public void More_sales_at_noon_than_at_night()
    {
        var byHour = DemoHistory.Rows(Plan(20_000)).CountBy(r => (r.OccurredAt.Hour + 8) % 24).ToDictionary();

        Assert.True(byHour[12] > 10 * byHour.GetValueOrDefault(3));
    }

    public static TheoryData<string> Stories => [.. DemoStories.All.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_story_is_in_the_history_and_in_the_document(string id)
    {
        var story = DemoStories.All.Single(s => s.Id == id);

        Assert.Contains(DemoHistory.Rows(Plan()), r => r.TerminalNumber == story.Terminal.Number && r.OccurredAt == story.At(Plan())
            && r.Amount?.Minor == (long)(story.Yuan * 100) && r.ResponseCode == story.Code);
        Assert.Contains($"| `{story.Id}` |", File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "demo-data.md")), StringComparison.Ordinal);
        Assert.Contains($"`{story.Terminal.Number}` | {story.MinutesBefore} | {story.Yuan} |", File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "demo-data.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_larger_plan_has_as_many_merchants_and_terminals_as_asked()
    {
        var merchants = DemoWorld.Merchants(new DemoPlan(1, 5_000, 2_000, 1, 7, Until));

        Assert.Equal(2_000, merchants.Select(m => m.Number).Distinct().Count());
        Assert.Equal(5_000, merchants.SelectMany(m => m.Stores).SelectMany(s => s.Terminals).Select(t => t.Number).Distinct().Count());
    }
}
