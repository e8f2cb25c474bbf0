using System.Text.Json.Nodes;
using Portal.E2E.Screens;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>Open pages that change by themselves, while the feed comes in through the API and from another process.</summary>
public sealed class LiveTests(Stage stage)
{
    private const string Merchant = "898310058120001";

    [Theory]
    [InlineData(false, "先查清楚", "钱已退回，可以再刷", "已更新")]
    [InlineData(true, "Check first", "Reversed. You can charge again", "Updated")]
    public async Task An_open_verdict_page_changes_by_itself_when_the_reversal_arrives(bool english, string before, string after, string told)
    {
        using var feed = new Feed(stage.Portal);
        var id = await feed.Sale("31000003", "41.00", "unknown");
        await using var clerk = await stage.Open(new Look(English: english));
        await SignIn.As(clerk, SignIn.Cashier);
        await clerk.Go($"/transactions/{await feed.NumberOf(id)}");
        await Expect(Lookup.Verdict(clerk)).ToContainTextAsync(before);
        var loaded = await clerk.Page.EvaluateAsync<double>("performance.timeOrigin");
        await clerk.Page.EvaluateAsync("scrollTo(0, 120)");
        await clerk.Page.Locator("summary:visible").First.FocusAsync();
        var scrolled = await clerk.Page.EvaluateAsync<double>("scrollY");

        await feed.Reversal(id, "31000003", "41.00");

        await Expect(Lookup.Verdict(clerk)).ToContainTextAsync(after);
        await Expect(clerk.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).Filter(new() { HasText = told })).ToContainTextAsync(after);
        Assert.Equal(loaded, await clerk.Page.EvaluateAsync<double>("performance.timeOrigin"));
        Assert.Equal(scrolled, await clerk.Page.EvaluateAsync<double>("scrollY"));
        Assert.True(await clerk.Page.EvaluateAsync<bool>("document.activeElement.matches('summary')"));
        Assert.Empty(clerk.Sockets);
        clerk.Done();
    }

    [Fact]
    public async Task A_walk_says_that_it_works_again_when_another_process_imports_the_approval()
    {
        using var feed = new Feed(stage.Portal);
        var id = await feed.Sale("31000001", "43.00", "declined", "51", card: "622202******4301");
        await using var clerk = await stage.Open(new Look());
        await SignIn.As(clerk, SignIn.Cashier);
        await clerk.Go($"/transactions/{await feed.NumberOf(id)}");
        await Walk.Start(clerk);
        await Expect(clerk.Page.Locator("form.answers button[value='works']")).ToBeVisibleAsync();

        await feed.ImportSale("31000001", "43.00", card: "622202******9902");

        await Expect(clerk.Page.Locator("section.verdict h1")).ToContainTextAsync("又能用了");
        await clerk.Press(clerk.Page.Locator("button[value='broken']"));
        await Expect(clerk.Page.Locator("form.answers")).ToBeVisibleAsync();
        clerk.Done();
    }

    [Fact]
    public async Task What_somebody_is_writing_is_never_taken_away()
    {
        await using var clerk = await stage.Open(new Look());
        await SignIn.As(clerk, SignIn.Cashier);
        await clerk.Go("/tickets/new");
        var number = await Tickets.Send(clerk, "机器没反应", Photo.Png);
        await clerk.Type(clerk.Page.Locator("textarea[name=text]"), "我再补充一句");

        await using var agent = await stage.Open(new Look(Phone: false));
        await SignIn.As(agent, SignIn.Agent);
        await Desk.Open(agent, number);
        await Desk.Reply(agent, "请重启一次。");

        await Expect(clerk.Page.Locator(".live")).ToContainTextAsync("写完发送之后");
        await Expect(clerk.Page.Locator("textarea[name=text]")).ToHaveValueAsync("我再补充一句");
        await Expect(clerk.Page.Locator("main")).Not.ToContainTextAsync("请重启一次");

        await clerk.Page.Locator("textarea[name=text]").FillAsync("");
        await clerk.Page.Locator("textarea[name=text]").BlurAsync();
        await Expect(clerk.Page.Locator("main")).ToContainTextAsync("请重启一次");
        clerk.Done();
        agent.Done();
    }

    [Fact]
    public async Task A_lookup_that_found_nothing_finds_the_record_when_it_comes()
    {
        using var feed = new Feed(stage.Portal);
        await using var clerk = await stage.Open(new Look());
        await SignIn.As(clerk, SignIn.Cashier);
        await clerk.Go("/lookup?terminal=31000002&at=2024-03-01T10:00&amount=4711");
        await Expect(clerk.Page.Locator(".empty")).ToBeVisibleAsync();

        await feed.Sale("31000002", "4711.00", "approved", at: "2024-03-01T10:02:00+08:00");

        await Expect(clerk.Page.Locator("a.result")).ToContainTextAsync("4,711.00");
        clerk.Done();
    }

    /// <summary>The acquirer's side: sends rows through the API, or by the command line beside the running portal.</summary>
    private sealed class Feed(RunningPortal portal) : IDisposable
    {
        private static string? key;
        private readonly HttpClient http = new() { BaseAddress = new Uri(portal.Address) };

        private static string Now => DateTimeOffset.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", System.Globalization.CultureInfo.InvariantCulture);

        public async Task<string> Sale(string terminal, string yuan, string outcome, string? code = null, string card = "622202******4302", string? at = null)
        {
            var id = "live-" + Guid.NewGuid().ToString("N")[..12];
            var row = Row(id, terminal, yuan, outcome, code, card);
            if (at is not null) row["occurred_at"] = at;
            await Send(row);
            return id;
        }

        public Task Reversal(string id, string terminal, string yuan)
        {
            var row = Row(id + "-r", terminal, yuan, "approved", "00", "622202******4302");
            row["type"] = "reversal";
            row["original_event_id"] = id;
            return Send(row);
        }

        public async Task ImportSale(string terminal, string yuan, string card)
        {
            var file = Path.Combine(portal.DataFolder, Guid.NewGuid().ToString("N") + ".ndjson");
            await File.WriteAllTextAsync(file, Row("live-" + Guid.NewGuid().ToString("N")[..12], terminal, yuan, "approved", "00", card).ToJsonString() + "\n");
            await portal.Verb("import", file, "--format", "ndjson", "--feed", "live");
        }

        public async Task<string> NumberOf(string id)
        {
            await Authorize();
            var found = JsonNode.Parse(await http.GetStringAsync($"/api/v1/transactions?event_id={id}"))!;
            return (string)found["items"]![0]!["id"]!;
        }

        public void Dispose() => http.Dispose();

        private static JsonObject Row(string id, string terminal, string yuan, string outcome, string? code, string card) => new()
        {
            ["event_id"] = id,
            ["merchant_id"] = Merchant,
            ["terminal_id"] = terminal,
            ["occurred_at"] = Now,
            ["type"] = "sale",
            ["outcome"] = outcome,
            ["amount"] = yuan,
            ["currency"] = "CNY",
            ["response_code"] = code,
            ["scheme"] = "unionpay",
            ["card"] = card,
        };

        private async Task Send(JsonObject row)
        {
            await Authorize();
            using var body = new StringContent(row.ToJsonString() + "\n", System.Text.Encoding.UTF8, "application/x-ndjson");
            var answer = await http.PostAsync("/api/v1/transactions?feed=live", body);
            var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal(1, (int)report["accepted"]!);
        }

        private async Task Authorize()
        {
            key ??= (await portal.Verb("key", "add", "--name", "live", "--scope", "feed:write,transactions:read")).Trim().Split('\n')[^1];
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }
    }
}
