using System.Net;
using System.Text.RegularExpressions;
using Portal.Tests.House;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

public class RateLimitTests
{
    private static Task<TestPortal> Start(params (string Rule, int Permits)[] rules) => TestPortal.StartWith(
        new Dictionary<string, string?>(rules.Select(r => KeyValuePair.Create<string, string?>($"RateLimits:{r.Rule}:Permits", r.Permits.ToString(System.Globalization.CultureInfo.InvariantCulture))))
        {
            ["RateLimits:Enabled"] = "true",
        }, Cast.LotusTea, Cast.HarbourNoodles);

    [Fact]
    public async Task A_search_too_many_is_told_when_to_come_again_and_works_then()
    {
        await using var portal = await Start(("Searches", 3));
        using var chen = await portal.Browse(Cast.Chen);
        using var wang = await portal.Browse(Cast.Wang);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await chen.Get("/help?q=51")).StatusCode);

        using var tooMany = await chen.Get("/help?q=51");
        var page = WebUtility.HtmlDecode(await tooMany.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.InRange(tooMany.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("请求太频繁", page);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/help")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await wang.Get("/help?q=51")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/help?q=51")).StatusCode);
    }

    [Fact]
    public async Task A_form_too_many_keeps_what_was_typed_to_be_sent_again_by_a_press()
    {
        await using var portal = await Start(("Forms", 1));
        using var chen = await portal.Browse(Cast.Chen);
        chen.Language = "en";
        const string typed = "The reader shows 2016 and I cannot change the date; we tried twice.";
        await chen.Post("/tickets/new", "open", ("text", "first"), ("terminal", ""));

        using var tooMany = await chen.Post("/tickets/new", "open", ("text", typed), ("terminal", ""));
        var page = await tooMany.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.Contains(typed, page);
        Assert.Contains("action=\"/tickets/new\"", page);
        Assert.Contains("name=\"_handler\" value=\"open\"", page);
        portal.Clock.Advance(TimeSpan.FromSeconds(61));
        using var again = await chen.PostAs(page, "/tickets/new");
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        Assert.Contains("/tickets/T-", again.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Passwords_are_not_written_back_into_a_page()
    {
        await using var portal = await Start(("StrangerForms", 1));
        using var stranger = portal.Browse();
        await stranger.Post("/account/login", ("email", "x@y.example"), ("password", "the wrong sentence"));

        using var tooMany = await stranger.Post("/account/login", ("email", "x@y.example"), ("password", "the wrong sentence"));

        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.DoesNotContain("the wrong sentence", await tooMany.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Strangers_are_counted_by_address_and_people_are_not_held_up_by_them()
    {
        await using var portal = await Start(("StrangerPages", 5));
        using var chen = await portal.Browse(Cast.Chen);
        using var stranger = portal.Browse();
        for (var i = 0; i < 6; i++) await stranger.Get("/account/login");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.Get("/account/login")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/healthz/live")).StatusCode);
    }

    [Fact]
    public async Task A_program_is_answered_with_a_problem()
    {
        await using var portal = await Start(("ApiCalls", 2));
        using var program = portal.Browse();
        for (var i = 0; i < 2; i++) await program.Get("/api/v1/symptoms");

        using var tooMany = await program.Get("/api/v1/symptoms");

        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.Equal("application/problem+json", tooMany.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(tooMany.Headers.RetryAfter);
    }

    [Fact]
    public async Task Links_of_cards_are_not_for_guessing()
    {
        await using var portal = await Start(("CustomerCards", 2));
        using var stranger = portal.Browse();
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/card/" + new string('a', 24))).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.Get("/card/" + new string('b', 24))).StatusCode);
    }

    [Fact]
    public async Task Reset_mails_are_few_and_nobody_is_told_which_went_out()
    {
        await using var portal = await Start();
        using var stranger = portal.Browse();
        using var chen = await portal.Browse(Cast.Chen);
        var outbox = Path.Combine(portal.Folder, "outbox");
        var before = Mails();

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Found, (await stranger.Post("/account/forgot", ("email", Cast.Chen.Email))).StatusCode);

        Assert.Equal(3, Mails() - before);

        int Mails() => Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.eml").Length : 0;
    }

    [Fact]
    public async Task Photos_are_counted_by_person_and_the_text_stays()
    {
        await using var portal = await Start(("Uploads", 2));
        var photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");
        using var lin = await portal.Browse(Cast.Lin);
        using var first = await lin.PostFiles("/tickets/new", [("text", "two photos"), ("terminal", "")], ("photos", "a.png", photo), ("photos", "b.png", photo));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);

        using var answer = await lin.PostFiles("/tickets/new", [("text", "and one more"), ("terminal", "")], ("photos", "c.png", photo));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("and one more", page);
        Assert.Contains("照片发得太多了", page);
    }

    [Fact]
    public async Task A_window_begins_with_the_first_deed_and_is_another_for_another_rule()
    {
        await using var portal = await Start();
        var limits = new RateLimits(Microsoft.Extensions.Options.Options.Create(new RateLimitOptions()), portal.Clock);
        var two = new Rate { Permits = 2, Seconds = 10 };

        Assert.Null(limits.Take("a", two, "x"));
        portal.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(limits.Take("a", two, "x"));
        Assert.Equal(TimeSpan.FromSeconds(1), limits.Take("a", two, "x"));
        Assert.Null(limits.Take("b", two, "x"));
        Assert.Null(limits.Take("a", two, "y"));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(limits.Take("a", two, "x", permits: 2));
        Assert.NotNull(limits.Take("a", two, "x"));
    }

    [Fact]
    public void Addresses_of_one_network_count_as_one()
    {
        Assert.Equal(RateLimits.Of(IPAddress.Parse("2001:db8:1:2::1")), RateLimits.Of(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(RateLimits.Of(IPAddress.Parse("2001:db8:1:2::1")), RateLimits.Of(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal("10.0.0.1", RateLimits.Of(IPAddress.Parse("::ffff:10.0.0.1")));
    }

    [Fact]
    public void The_operator_reads_the_table_that_counts()
    {
        var documented = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "operations.md"))
            .Select(l => Regex.Match(l, @"^\| `(\w+)` \| (\d+) \| (\d+) s \|")).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, Number(m.Groups[2].Value), Number(m.Groups[3].Value)));
        var options = new RateLimitOptions();
        var real = typeof(RateLimitOptions).GetProperties().Where(p => p.PropertyType == typeof(Rate)).Select(p => (p.Name, (Rate)p.GetValue(options)!)).Select(r => (r.Name, r.Item2.Permits, r.Item2.Seconds));

        Assert.Equal(real.Order(), documented.Order());

        static int Number(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Desk_windows_are_counted_by_person_and_by_address_and_given_back()
    {
        var limits = new CircuitLimits(new RateLimits(Microsoft.Extensions.Options.Options.Create(new RateLimitOptions { CircuitsPerUser = 2, CircuitsPerAddress = 3 }), TimeProvider.System));

        var first = limits.Open("mei", "a");
        using var second = limits.Open("mei", "a");
        Assert.Null(limits.Open("mei", "a"));
        Assert.True(limits.IsFull("mei", "b"));
        using var other = limits.Open("zhao", "a");
        Assert.NotNull(other);
        Assert.Null(limits.Open("qian", "a"));
        first!.Dispose();
        Assert.False(limits.IsFull("mei", "b"));
        using var again = limits.Open("mei", "a");
        Assert.NotNull(again);
    }
}
