using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Lookup;

public class LookupPageTests
{
    private const string CardNumber = "4111111111111111";

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        var answer = await stranger.Get("/lookup");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/account/login", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cashier_is_offered_the_terminals_of_the_own_store_only()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read("/lookup");

        Assert.Contains(Cast.Till1.Name, page);
        Assert.Contains(Cast.Till2.Name, page);
        Assert.DoesNotContain(Cast.BundTill.Name, page);
        Assert.DoesNotContain(Cast.HarbourTill.Number, page);
    }

    [Fact]
    public async Task An_owner_sees_the_terminals_by_store()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        var page = await chen.Read("/lookup");

        Assert.Contains("哪台终端 · " + Cast.NanjingRoad.Name, page);
        Assert.Contains("哪台终端 · " + Cast.Bund.Name, page);
    }

    [Theory]
    [InlineData("20000001")]
    [InlineData("10000003")]
    [InlineData("99999999")]
    public async Task A_terminal_of_others_reads_like_one_that_does_not_exist(string number)
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read($"/lookup?terminal={number}&at=now");

        Assert.Contains("没有这台终端", page);
        Assert.DoesNotContain(Cast.HarbourTill.Name, page);
        Assert.DoesNotContain(Cast.BundTill.Name, page);
    }

    [Theory]
    [InlineData("at", "黄昏时分", "看不懂这个时间")]
    [InlineData("amount", "很多", "看不懂这个金额")]
    [InlineData("last4", "12", "填卡号最后四位数字")]
    public async Task What_cannot_be_read_is_said_beside_its_input_and_kept(string field, string typed, string said)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read($"/lookup?terminal={Cast.Till2.Number}&amount=86&{field}={Uri.EscapeDataString(typed)}".Replace(field == "amount" ? "&amount=86" : "&nothing", ""));

        Assert.Contains(said, page);
        Assert.Contains($"name=\"{field}\" value=\"{typed}\"", page);
        Assert.Contains($"value=\"{Cast.Till2.Number}\" checked", page);
    }

    [Fact]
    public async Task Errors_come_in_English_too()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        lin.Language = "en";

        Assert.Contains("We can’t read this amount", await lin.Read("/lookup?amount=lots"));
    }

    [Theory]
    [InlineData("last4", CardNumber)]
    [InlineData("amount", "4111 1111 1111 1111")]
    [InlineData("terminal", "４１１１１１１１１１１１１１１１")]
    [InlineData("at", "4111-1111-1111-1111")]
    [InlineData("anything", CardNumber)]
    public async Task A_card_number_is_refused_leaves_the_address_and_is_never_repeated(string field, string typed)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.Get($"/lookup?at=now&{field}={Uri.EscapeDataString(typed)}");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var cleaned = answer.Headers.Location!.PathAndQuery;
        Assert.DoesNotContain("1111", cleaned);
        var page = await lin.Read(cleaned);
        Assert.DoesNotContain("1111", page.Replace(Cast.Till1.Number, ""));
        if (field != "anything") Assert.Contains("请不要填完整卡号", page);
    }

    [Fact]
    public async Task Nothing_found_leads_on_to_what_the_terminal_shows_and_to_a_wider_look()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read($"/lookup?terminal={Cast.Till1.Number}&at=now&amount=86");

        Assert.Contains($"/troubleshoot/no-record?terminal={Cast.Till1.Number}", page);
        Assert.Contains("minutes=120", page);
        Assert.Contains($"terminal={Cast.Till2.Number}", page);
    }

    [Fact]
    public async Task The_terminal_looked_at_last_is_offered_first()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        await lin.Read($"/lookup?terminal={Cast.Till2.Number}&at=now");

        var page = await lin.Read("/lookup");

        Assert.Contains($"value=\"{Cast.Till2.Number}\" checked", page);
        Assert.True(page.IndexOf(Cast.Till2.Name, StringComparison.Ordinal) < page.IndexOf(Cast.Till1.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_opens_no_circuit_and_needs_no_script()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read("/lookup");

        Assert.DoesNotContain("<!--Blazor:{", page);
        Assert.Contains("method=\"get\" action=\"/lookup\"", page);
    }

    [Fact]
    public async Task Staff_type_the_terminal_and_are_told_when_there_is_none()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var mei = await portal.Browse(Cast.Mei);

        Assert.Contains("name=\"merchant\"", await mei.Read("/lookup"));
        Assert.Contains("没有这台终端", await mei.Read("/lookup?terminal=99999999&at=now"));
        Assert.Contains("没有这个商户号", await mei.Read($"/lookup?merchant=1&terminal={Cast.Till1.Number}&at=now"));
        Assert.Contains("没有找到这笔交易", await mei.Read($"/lookup?merchant={Cast.HarbourNoodles.Number}&terminal={Cast.HarbourTill.Number}&at=now"));
    }
}
