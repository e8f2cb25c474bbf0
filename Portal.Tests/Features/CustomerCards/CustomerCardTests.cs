using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.CustomerCards;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;
using Portal.Web.Features.CustomerCards;

namespace Portal.Tests.Features.CustomerCards;

public class CustomerCardTests
{
    [Fact]
    public async Task Whoever_has_the_link_reads_what_the_customer_may_know_and_nothing_else()
    {
        await using var portal = await TestPortal.Start();
        var token = await Handed(portal, FeedRows.Sale("D1", ("outcome", "declined"), ("response_code", "51"), ("host_text", "NSF"), ("terminal", new JsonObject { ["serial"] = "SN-77" })));

        using var stranger = portal.Browse();
        var answer = await stranger.Get($"/card/{token}");
        var page = Seen(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var told in new[] { "没有付成，没有扣款", "Not paid, not charged", "¥86.00", "2026-11-23 14:00", "莲香茶楼 · 南京路店", "尾号 1234" }) Assert.Contains(told, page);
        foreach (var secret in new[] { "余额", "51", "NSF", "SN-77", Cast.Till1.Number, Cast.Till1.Name, Cast.LotusTea.Number, Cast.Lin.Name, "622202", "/account/login" }) Assert.DoesNotContain(secret, page);
        Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("<!--Blazor:{", page);
        Assert.DoesNotContain("style=", page);
    }

    [Fact]
    public async Task It_shows_the_sale_as_it_stands_when_it_is_opened()
    {
        await using var portal = await TestPortal.Start();
        var token = await Handed(portal, FeedRows.Sale("S1", ("outcome", "unknown"), ("response_code", "98")));
        using var stranger = portal.Browse();
        stranger.Language = "en";
        Assert.Contains("<h1>We are checking</h1>", await stranger.Read($"/card/{token}"));

        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("R1", ("type", "reversal"), ("outcome", "approved"), ("original_event_id", "S1"), ("occurred_at", "2026-11-23T14:04:00+08:00"))));

        Assert.Contains("<h1>Not paid, money returned</h1>", await stranger.Read($"/card/{token}"));
    }

    [Fact]
    public async Task A_link_that_is_unknown_expired_or_stopped_says_the_same()
    {
        await using var portal = await TestPortal.Start();
        var expired = await Handed(portal, Declined("51"));
        var stopped = await Handed(portal, Declined("51", "D2"));
        var second = await IdOf(portal, "D2");
        Assert.True((await portal.As(Cast.Chen).Run<RevokeCards>(r => r.Run(second, default))).IsOk);
        using var stranger = portal.Browse();
        var gone = await Gone(stranger, stopped);

        Assert.Contains("这张说明已失效", gone);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get($"/card/{expired}")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(gone, await Gone(stranger, expired));
        Assert.Equal(gone, await Gone(stranger, new string('A', 24)));
        Assert.Equal(gone, await Gone(stranger, "x"));
    }

    [Fact]
    public async Task Only_a_hash_of_the_token_is_kept()
    {
        await using var portal = await TestPortal.Start();
        var token = await Handed(portal, Declined("51"));
        await using var db = portal.Database();

        var card = await db.Set<CustomerCard>().SingleAsync();
        Assert.Equal(64, card.TokenHash.Length);
        Assert.DoesNotContain(token, card.TokenHash);
        Assert.Contains(await db.Events.Select(e => e.Kind).ToListAsync(), kind => kind == nameof(CustomerCardMade));
    }

    [Fact]
    public async Task Nobody_hands_out_or_stops_what_is_anothers()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        await Handed(portal, Declined("51"));
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("bund", ("terminal_id", Cast.BundTill.Number))));
        var own = await IdOf(portal, "D1");
        var bund = await IdOf(portal, "bund");
        Assert.True((await portal.As(Cast.Chen).Run<MakeCard, Result<string>>(m => m.Run(bund, default))).IsOk);

        foreach (var (who, id) in new[] { (Cast.Wang, own), (Cast.Lin, bund) })
        {
            Assert.Equal(Problem.NotFound, (await portal.As(who).Run<MakeCard, Result<string>>(m => m.Run(id, default))).Problem);
            Assert.Equal(Problem.NotFound, (await portal.As(who).Run<RevokeCards>(r => r.Run(id, default))).Problem);
            Assert.Equal(Problem.NotFound, (await portal.As(who).Run<ShowCard, Result<ShowCard.Shown>>(s => s.Run(id, null, default))).Problem);
        }

        Assert.Equal(1, (await portal.As(Cast.Lin).Run<ShowCard, Result<ShowCard.Shown>>(s => s.Run(own, null, default))).Value!.Open);
    }

    [Fact]
    public async Task The_link_works_for_who_is_signed_in_at_another_merchant_too()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var token = await Handed(portal, Declined("51"));
        using var wang = await portal.Browse(Cast.Wang);

        Assert.Contains("¥86.00", await wang.Read($"/card/{token}"));
    }

    [Fact]
    public async Task A_clerk_makes_a_code_sees_it_again_after_a_reload_and_stops_it_without_script()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(Declined("51")));
        var page = $"/transactions/{await IdOf(portal, "D1")}/customer";
        using var lin = await portal.Browse(Cast.Lin);

        var made = await lin.Post(page, "make");
        var withCode = made.Headers.Location!.PathAndQuery();
        var shown = await lin.Read(withCode);
        var token = withCode.Split("card=")[1];
        Assert.Contains("class=\"qr\"", shown);
        Assert.Contains($"/card/{token}</a>", shown);
        Assert.DoesNotContain("class=\"qr\"", await lin.Read($"{page}?card={new string('A', 24)}"));

        await lin.Post(page, "revoke");
        Assert.Contains("链接已停用", await lin.Read(page));
        using var stranger = portal.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/card/{token}")).StatusCode);
    }

    [Fact]
    public async Task So_many_links_and_no_more_until_the_old_ones_are_stopped()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(Declined("51")));
        var id = await IdOf(portal, "D1");
        for (var i = 0; i < Limits.CustomerCardsOpen; i++) Assert.True((await Make()).IsOk);

        Assert.Equal("card-too-many", (await Make()).Problem?.Code);
        await portal.As(Cast.Lin).Run<RevokeCards>(r => r.Run(id, default));
        Assert.True((await Make()).IsOk);

        Task<Result<string>> Make() => portal.As(Cast.Lin).Run<MakeCard, Result<string>>(m => m.Run(id, default));
    }

    private static JsonObject Declined(string code, string eventId = "D1") => FeedRows.Sale(eventId, ("outcome", "declined"), ("response_code", code));

    private static async Task<TransactionId> IdOf(TestPortal portal, string eventId) => (await ImportFileTests.Find(portal, eventId, Cast.Chen))!.Id;

    private static async Task<string> Handed(TestPortal portal, JsonObject row)
    {
        await ImportFileTests.Import(portal, FeedRows.Lines(row));
        var id = await IdOf(portal, row["event_id"]!.GetValue<string>());
        return (await portal.As(Cast.Lin).Run<MakeCard, Result<string>>(m => m.Run(id, default))).Value!;
    }

    private static async Task<string> Gone(Browsing stranger, string token)
    {
        var answer = await stranger.Get($"/card/{token}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return Seen(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>The page without its state, which is sealed anew with every answer, and without the numbered names of scripts and styles.</summary>
    private static string Seen(string page) => page[page.IndexOf("<title>", StringComparison.Ordinal)..page.IndexOf("</footer>", StringComparison.Ordinal)];
}

internal static class Redirects
{
    /// <summary>A redirect of this portal, whether it was sent in full or not.</summary>
    public static string PathAndQuery(this Uri location) => location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
}
