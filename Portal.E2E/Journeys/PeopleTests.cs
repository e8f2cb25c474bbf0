using Portal.E2E.Screens;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>Letting people in and out, and seeing a shop as its owner does.</summary>
public sealed class PeopleTests(Stage stage)
{
    [Theory]
    [InlineData(false, "小周", "莲香茶楼 · 南京路店")]
    [InlineData(true, "Zhou", "莲香茶楼 · 南京路店")]
    public async Task An_owner_invites_a_clerk_who_sees_one_store_until_the_owner_removes_them(bool english, string name, string place)
    {
        await using var owner = await stage.Open(new Look(Phone: false, English: english));
        await SignIn.As(owner, SignIn.Owner);
        await owner.Go("/shop/people/new");
        await owner.Type(owner.Page.Locator("input[name=name]"), name);
        await owner.Page.Locator("label.chip", new() { HasText = "南京路店" }).ClickAsync();
        await owner.Press(owner.Named("生成邀请", "Make the invitation"));
        await Expect(owner.Page.Locator("svg.qr")).ToBeVisibleAsync();
        var link = new Uri((await owner.Page.Locator("a.link").GetAttributeAsync("href"))!).PathAndQuery;
        var person = new Uri(owner.Page.Url).AbsolutePath;

        await using var clerk = await stage.Open(new Look(English: english));
        await clerk.Go(link);
        await Expect(clerk.Page.Locator("input[autocomplete=username]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^[0-9]{8}$"));
        await clerk.Type(clerk.Page.Locator("input[name=password]"), "a quiet morning by the river");
        await clerk.Press(clerk.Page.Locator("main form button.do"));
        await clerk.Page.WaitForURLAsync("**/lookup");
        await clerk.Go("/account");
        await Expect(clerk.Page.Locator("main")).ToContainTextAsync(place);

        await owner.Go(person);
        await owner.Page.Locator("details.card:has(.danger) summary").ClickAsync();
        await owner.Press(owner.Page.Locator("button.danger"));
        await owner.Page.WaitForURLAsync("**/shop/people");

        await clerk.Go("/lookup");
        Assert.Contains("/account/login", clerk.Page.Url, StringComparison.Ordinal);
        owner.Done();
        clerk.Done();
    }

    [Fact]
    public async Task An_agent_sees_a_shop_as_its_owner_does_and_the_owner_is_told()
    {
        await using var agent = await stage.Open(new Look(Phone: false));
        await SignIn.As(agent, SignIn.Agent);
        await agent.Go("/visits/new?merchant=898310058120001");
        await agent.Type(agent.Page.Locator("textarea[name=reason]"), "店主说页面上没有这笔交易");
        await agent.Press(agent.Page.Locator("main form button.do"));
        await agent.Page.WaitForURLAsync("**/shop");
        await Expect(agent.Page.Locator(".banner.visit")).ToContainTextAsync("只能看");
        await agent.Press(agent.Page.Locator(".banner.visit button"));
        await agent.Page.WaitForURLAsync("**/desk");

        await using var owner = await stage.Open(new Look());
        await SignIn.As(owner, SignIn.Owner);
        await owner.Go("/shop/visits");
        await Expect(owner.Page.Locator("main")).ToContainTextAsync("梅客服看过您的页面");
        await Expect(owner.Page.Locator("main")).ToContainTextAsync("店主说页面上没有这笔交易");
        agent.Done();
        owner.Done();
    }
}
