using System.Net;
using Portal.Tests.Support;
using Portal.Web.Features.Guidance;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Features.Guidance;

public class HelpPageTests
{
    [Theory]
    [InlineData("/help")]
    [InlineData("/help?q=51")]
    [InlineData("/help/can-i-try-again")]
    [InlineData("/help/no-such-entry")]
    [InlineData("/codes")]
    [InlineData("/codes/unionpay/51")]
    public async Task Who_is_not_signed_in_is_asked_to(string path)
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        var answer = await stranger.Get(path);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/account/login", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_entry_by_topic_in_both_languages()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var entries = (await GuidePack.Read(StarterPack.Folder, default)).Value!;

        var chinese = await lin.Read("/help");
        lin.Language = "en";
        var english = await lin.Read("/help");

        foreach (var entry in entries)
        {
            Assert.Contains($"href=\"/help/{entry.Slug}\"", chinese);
            Assert.Contains(entry.Title.Zh, chinese);
            Assert.Contains(entry.Title.En, english);
        }

        Assert.Contains("终端和网络", chinese);
        Assert.Contains("Terminal and network", english);
        Assert.DoesNotContain("<!--Blazor:{", chinese);
    }

    [Fact]
    public async Task Every_article_renders_in_both_languages_with_one_heading_of_the_first_level()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        using var mei = await portal.Browse(Cast.Mei);
        mei.Language = "en";

        foreach (var entry in (await GuidePack.Read(StarterPack.Folder, default)).Value!)
        {
            var chinese = await lin.Read($"/help/{entry.Slug}");
            var english = await mei.Read($"/help/{entry.Slug}");
            Assert.Contains($"<h1>{entry.Title.Zh}</h1>", chinese);
            Assert.Contains($"<h1>{entry.Title.En}</h1>", english);
            Assert.Equal(2, chinese.Split("<h1").Length);
            foreach (var slug in entry.Related) Assert.Contains($"href=\"/help/{slug}\"", chinese);
        }
    }

    [Theory]
    [InlineData("/help/no-such-entry")]
    [InlineData("/help/..%2f..%2fappsettings")]
    [InlineData("/help/%3Cscript%3E")]
    [InlineData("/codes/unionpay/ZZ")]
    [InlineData("/codes/nobody/51")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.Get(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_search_marks_what_it_found_and_leads_to_it()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read("/help?q=" + Uri.EscapeDataString("小票打不出来"));

        Assert.Contains("href=\"/help/printer-and-receipts\"", page);
        Assert.Contains("<mark>小票打不出来</mark>", page);
        Assert.Contains("value=\"小票打不出来\"", page);
    }

    [Theory]
    [InlineData("51", "/codes/unionpay/51")]
    [InlineData("a0", "/codes/unionpay/A0")]
    [InlineData("屏幕上是５５怎么办", "/codes/unionpay/55")]
    public async Task A_code_that_is_typed_leads_to_its_page(string typed, string address)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains($"href=\"{address}\"", await lin.Read("/help?q=" + Uri.EscapeDataString(typed)));
    }

    [Fact]
    public async Task Nothing_found_leads_on()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read("/help?q=qqqqq");

        Assert.Contains("没有找到“qqqqq”", page);
        Assert.Contains("href=\"/lookup\"", page);
        Assert.Contains("href=\"/tickets/new\"", page);
    }

    [Theory]
    [InlineData("/help?q=")]
    [InlineData("/codes?q=")]
    public async Task What_is_typed_is_text_on_the_page(string search)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.Get(search + Uri.EscapeDataString("\"><script>alert(1)</script>网络"));

        Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/help")]
    [InlineData("/codes")]
    public async Task A_card_number_leaves_the_address_at_once(string page)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.Get(page + "?q=4111%201111%201111%201111");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.DoesNotContain("1111", answer.Headers.Location!.ToString());
        Assert.Contains("请不要输入完整卡号", await lin.Read(page));
    }

    [Theory]
    [InlineData("%F0%9F")]
    [InlineData("%00%01")]
    [InlineData("\"%20OR%20*%20NEAR(")]
    public async Task Odd_characters_break_nothing(string typed)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/help?q=" + typed + new string('长', 300))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/codes?page=99999999999&scheme=%27&q=" + typed)).StatusCode);
    }
}
