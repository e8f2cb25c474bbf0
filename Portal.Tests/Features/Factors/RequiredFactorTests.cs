using System.Net;
using Portal.Tests.Support;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Factors;

public class RequiredFactorTests
{
    private static readonly (string, string)[] Owners = [("SignIn:RequireSecondFactor", "owner,agent")];

    [Theory]
    [InlineData("/")]
    [InlineData("/lookup")]
    [InlineData("/shop")]
    [InlineData("/tickets")]
    [InlineData("/account")]
    [InlineData("/account/security")]
    [InlineData("/help")]
    public async Task Without_one_there_is_nothing_but_setting_it_up(string page)
    {
        await using var portal = await TestPortal.StartWith(Owners);
        using var chen = await portal.Browse(Cast.Chen);

        var answer = await chen.Get(page);
        if (page == "/") answer = await chen.Get(new Uri(portal.Address, answer.Headers.Location!).PathAndQuery);

        Assert.Equal(FactorGate.SetUp, new Uri(portal.Address, answer.Headers.Location!).AbsolutePath);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/live/terminal/00000000-0000-0000-0000-000000000001?seen=0")]
    public async Task Neither_desk_nor_circuit_nor_stream_opens(string address)
    {
        await using var portal = await TestPortal.StartWith(Owners);
        using var mei = await portal.Browse(Cast.Mei);
        using var request = new HttpRequestMessage(address.StartsWith("/_blazor", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, address);

        Assert.NotEqual(HttpStatusCode.OK, (await mei.Send(request)).StatusCode);
    }

    [Fact]
    public async Task After_setting_it_up_everything_is_open_and_it_stays()
    {
        await using var portal = await TestPortal.StartWith(Owners);
        using var chen = await portal.Browse(Cast.Chen);

        var phone = await Phone.SetUp(portal, chen);

        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/lookup")).StatusCode);
        var answer = await chen.Post("/account/security/remove", "remove");
        Assert.Contains("最后一种不能去掉", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        _ = phone;
    }

    [Fact]
    public async Task Others_are_offered_one_and_go_on_without()
    {
        await using var portal = await TestPortal.StartWith(Owners);
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/lookup")).StatusCode);
        Assert.Contains("现在只靠密码", await lin.Read("/account/security"));
    }

    [Fact]
    public async Task A_grace_of_days_is_kept_where_it_is_configured()
    {
        await using var portal = await TestPortal.StartWith([.. Owners, ("SignIn:SecondFactorGraceDays", "7")]);
        using var chen = await portal.Browse(Cast.Chen);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/lookup")).StatusCode);

        portal.Clock.Advance(TimeSpan.FromDays(8));
        using var later = await portal.Browse(Cast.Chen);

        Assert.Equal(HttpStatusCode.Found, (await later.Get("/lookup")).StatusCode);
    }

    [Fact]
    public async Task By_default_owners_and_staff_must_and_cashiers_need_not()
    {
        await using var portal = await TestPortal.StartWith([("SignIn:RequireSecondFactor", new Portal.Web.Features.SignIn.SignInOptions().RequireSecondFactor)]);
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/lookup")).StatusCode);
        foreach (var person in new[] { Cast.Chen, Cast.Mei, Cast.Zhao, Cast.Qian, Cast.Admin })
        {
            using var browser = await portal.Browse(person);
            Assert.Equal(HttpStatusCode.Found, (await browser.Get("/lookup")).StatusCode);
        }
    }
}
