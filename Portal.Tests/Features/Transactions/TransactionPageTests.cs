using System.Net;
using Portal.Domain.Common;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Transactions;

public class TransactionPageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/customer")]
    public async Task What_belongs_to_another_merchant_or_store_is_not_found(string page)
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        await ImportFileTests.Import(portal, FeedRows.Lines(
            FeedRows.Sale("own"),
            FeedRows.Sale("bund", ("terminal_id", Cast.BundTill.Number)),
            FeedRows.Sale("harbour", ("terminal_id", Cast.HarbourTill.Number), ("merchant_id", Cast.HarbourNoodles.Number))));
        var own = await IdOf(portal, "own");
        var bund = await IdOf(portal, "bund");
        var harbour = await IdOf(portal, "harbour", Cast.Wang);
        using var lin = await portal.Browse(Cast.Lin);
        using var chen = await portal.Browse(Cast.Chen);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get($"/transactions/{own}{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get($"/transactions/{bund}{page}")).StatusCode);
        foreach (var id in new[] { bund.ToString(), harbour.ToString(), "999999", "x", "-1", "99999999999999999999" })
        {
            var answer = await lin.Get($"/transactions/{id}{page}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("86.00", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task What_another_store_did_to_the_sale_is_listed_only_for_those_who_see_that_store()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(
            FeedRows.Sale("own"),
            FeedRows.Sale("here", ("type", "refund"), ("amount", "5.00"), ("original_event_id", "own"), ("terminal_id", Cast.Till2.Number), ("occurred_at", "2026-11-23T14:02:00+08:00")),
            FeedRows.Sale("bund", ("type", "refund"), ("amount", "7.00"), ("original_event_id", "own"), ("terminal_id", Cast.BundTill.Number), ("occurred_at", "2026-11-23T14:03:00+08:00"))));
        var own = await IdOf(portal, "own");
        using var lin = await portal.Browse(Cast.Lin);
        using var chen = await portal.Browse(Cast.Chen);

        var (cashier, owner) = (await lin.Read($"/transactions/{own}"), await chen.Read($"/transactions/{own}"));

        Assert.Contains("5.00", cashier);
        Assert.DoesNotContain("7.00", cashier);
        Assert.Contains("7.00", owner);
    }

    [Fact]
    public async Task A_refused_card_says_another_card_first_and_why_after()
    {
        await using var portal = await TestPortal.Start();
        var page = await Page(portal, Declined("51"), Cast.Lin, "zh-CN");

        Assert.Contains("<title>不要重试，请换一张卡 · ¥86.00</title>", page);
        Assert.Contains("<h1>不要重试，请换一张卡</h1>", page);
        Assert.Contains("没有扣款", page);
        Assert.Contains("<b>余额不足</b>（银联 51）", page);
        Assert.True(page.IndexOf("<h1>", StringComparison.Ordinal) < page.IndexOf("余额不足", StringComparison.Ordinal));
        Assert.Contains("datetime=\"2026-11-23T14:00:00+08:00\"", page);
    }

    [Fact]
    public async Task It_speaks_English_as_well()
    {
        await using var portal = await TestPortal.Start();
        var page = await Page(portal, Declined("51"), Cast.Lin, "en");

        Assert.Contains("<title>Don’t retry. Use another card · ¥86.00</title>", page);
        Assert.Contains("No money moved", page);
        Assert.Contains("answered <b>Insufficient funds</b> (UnionPay 51).", page);
    }

    [Theory]
    [InlineData("41", "挂失", "LOST CARD")]
    [InlineData("43", "被盗", "STOLEN")]
    [InlineData("34", "作弊", "FRAUD")]
    [InlineData("62", "受限制", "RESTRICTED")]
    public async Task A_sensitive_answer_reads_like_a_plain_refusal(string code, string word, string hostText)
    {
        await using var portal = await TestPortal.Start();
        var plain = await Page(portal, Declined("05"), Cast.Lin, "zh-CN");
        var page = await Page(portal, FeedRows.Sale("S" + code, ("outcome", "declined"), ("response_code", code), ("host_text", hostText), ("terminal_id", Cast.Till2.Number)), Cast.Lin, "zh-CN", "S" + code);

        Assert.DoesNotContain(word, page);
        Assert.DoesNotContain(hostText, page);
        Assert.Equal(Between(plain, "<h1>", "</h1>"), Between(page, "<h1>", "</h1>"));
        Assert.Equal(Between(plain, "<q>", "</q>"), Between(page, "<q>", "</q>"));
        Assert.Equal(Between(plain, "<title>", "</title>"), Between(page, "<title>", "</title>"));
        using var lin = await portal.Browse(Cast.Lin);
        var found = await lin.Read($"/lookup?terminal={Cast.Till2.Number}&at=now");
        Assert.DoesNotContain($"mono end\">{code}<", found);
        var card = await lin.Read($"/transactions/{await IdOf(portal, "S" + code)}/customer");
        Assert.DoesNotContain(word, card);
    }

    [Fact]
    public async Task An_unknown_outcome_is_checked_first_says_until_when_and_offers_to_look_again()
    {
        await using var portal = await TestPortal.Start();
        var page = await Page(portal, FeedRows.Sale("D1", ("outcome", "unknown"), ("response_code", null)), Cast.Lin, "zh-CN");

        Assert.Contains("先查清楚，别再刷", page);
        Assert.Contains("还不确定有没有扣款", page);
        Assert.Contains("11-24 14:00", page);
        Assert.Contains("看看有没有新结果", page);
        Assert.DoesNotContain("可以再刷", page);
    }

    [Fact]
    public async Task An_approved_sale_says_not_to_charge_again()
    {
        await using var portal = await TestPortal.Start();
        var page = await Page(portal, FeedRows.Sale("D1"), Cast.Lin, "zh-CN");

        Assert.Contains("已成功，不用再刷", page);
        Assert.Contains("顾客已经付款", page);
    }

    [Fact]
    public async Task A_later_approval_of_the_same_sale_wins_and_is_linked()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("later", ("occurred_at", "2026-11-23T14:03:00+08:00"))));
        var page = await Page(portal, Declined("91"), Cast.Lin, "zh-CN");

        Assert.Contains("后来已成功，不用再刷", page);
        Assert.Contains($"href=\"/transactions/{await IdOf(portal, "later")}\"", page);
    }

    [Fact]
    public async Task The_way_back_keeps_the_lookup()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(Declined("51")));
        using var lin = await portal.Browse(Cast.Lin);
        var results = await lin.Read($"/lookup?terminal={Cast.Till1.Number}&at=now&amount=86");
        var link = Between(results, "result best\" href=\"", "\"");

        var page = await lin.Read(link);

        Assert.Contains("金额相同", results);
        Assert.Contains($"href=\"/lookup?terminal={Cast.Till1.Number}&at=now&amount=86\"", page);
    }

    [Fact]
    public async Task The_page_opens_no_circuit_and_the_way_on_is_a_plain_form()
    {
        await using var portal = await TestPortal.Start();
        var page = await Page(portal, Declined("51"), Cast.Lin, "zh-CN");

        Assert.DoesNotContain("<!--Blazor:{", page);
        Assert.DoesNotContain("style=", page);
        Assert.Contains("id=\"guide\" method=\"post\"", page);
        Assert.Contains("/tickets/new?transaction=", page);
    }

    private static System.Text.Json.Nodes.JsonObject Declined(string code) =>
        FeedRows.Sale("D1", ("outcome", "declined"), ("response_code", code), ("entry_mode", "051"), ("code_source", "issuer"));

    private static async Task<string> Page(TestPortal portal, System.Text.Json.Nodes.JsonObject row, Cast.Person person, string language, string eventId = "D1")
    {
        await ImportFileTests.Import(portal, FeedRows.Lines(row));
        using var browser = await portal.Browse(person);
        browser.Language = language;
        return await browser.Read($"/transactions/{await IdOf(portal, eventId)}");
    }

    private static async Task<TransactionId> IdOf(TestPortal portal, string eventId, Cast.Person? person = null) => (await ImportFileTests.Find(portal, eventId, person))!.Id;

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(start >= 0, "Not there: " + from);
        start += from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
