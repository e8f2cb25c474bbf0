using System.Net;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Tests.Features.Devices;
using Portal.Tests.Features.Factors;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Confirm;

public class ConfirmTests
{
    [Fact]
    public async Task The_right_password_makes_the_sign_in_fresh_with_a_new_cookie_and_the_old_one_is_worth_nothing()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);
        using var thief = portal.Browse();
        thief.UseCookie("portal", chen.Cookie("portal"));
        portal.Clock.Advance(TimeSpan.FromMinutes(30));

        var answer = await chen.Post("/account/confirm?back=/shop", "confirm", ("password", Cast.Password));

        Assert.Equal("/shop", answer.Headers.Location!.PathAndQuery);
        Assert.Equal(portal.Clock.GetUtcNow(), Assert.Single(await portal.SignIns()).ProvenAt);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await thief.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("/account")).StatusCode);
        Assert.Contains("\"How\":\"password\"", Assert.Single(await portal.EventsOf(nameof(Reauthenticated))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "密码不对")]
    [InlineData("en", "That password is not right")]
    public async Task A_wrong_password_is_told_and_nothing_becomes_fresh(string language, string sentence)
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);
        chen.Language = language;
        portal.Clock.Advance(TimeSpan.FromMinutes(30));

        var answer = await chen.Post("/account/confirm", "confirm", ("password", "somebody else's sentence"));

        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.NotEqual(portal.Clock.GetUtcNow(), Assert.Single(await portal.SignIns()).ProvenAt);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_confirmation_as_they_lock_the_sign_in()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        for (var i = 0; i < 10; i++) await chen.Post("/account/confirm", "confirm", ("password", "guess number " + i));
        var answer = await chen.Post("/account/confirm", "confirm", ("password", Cast.Password));

        Assert.Contains("锁住", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Empty(await portal.EventsOf(nameof(Reauthenticated)));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task It_leads_nowhere_else(string back)
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        var answer = await chen.Post("/account/confirm?back=" + Uri.EscapeDataString(back), "confirm", ("password", Cast.Password));

        Assert.Equal("/account/confirm?done=true", answer.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task Somebody_elses_sign_in_is_never_made_fresh()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var chen = await portal.Browse(Cast.Chen);
        using var wang = await portal.Browse(Cast.Wang);
        var theirs = (await portal.SignIns())[0];

        var done = await portal.As(Cast.Wang.Viewer with { SignIn = theirs.Id }).Run<Web.Features.Devices.ProveSignIn>(p => p.Run("password", default));

        Assert.Equal(Problem.NotFound, done.Problem);
    }

    [Fact]
    public async Task A_passkey_of_ones_own_makes_the_sign_in_fresh()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);
        using var key = await SoftKey.Of(portal, Cast.Chen);
        portal.Clock.Advance(TimeSpan.FromMinutes(30));
        const string page = "/account/confirm?back=/shop";

        var answer = await chen.Post(page, "passkey", ("credential", await key.Answer(chen, page, "confirm")));

        Assert.Equal("/shop", answer.Headers.Location!.PathAndQuery);
        Assert.Equal(portal.Clock.GetUtcNow(), Assert.Single(await portal.SignIns()).ProvenAt);
        Assert.Contains("\"How\":\"passkey\"", Assert.Single(await portal.EventsOf(nameof(Reauthenticated))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confirm", "zh-CN", "通行密钥没有确认成功")]
    [InlineData("request", "en", "The passkey did not confirm")]
    public async Task Another_merchants_passkey_confirms_nobody_here(string ask, string language, string sentence)
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var wang = await portal.Browse(Cast.Wang);
        using var theirs = await SoftKey.Of(portal, Cast.Wang);
        using var chen = await portal.Browse(Cast.Chen);
        using var own = await SoftKey.Of(portal, Cast.Chen);
        chen.Language = language;

        var answer = await chen.Post("/account/confirm", "passkey", ("credential", await theirs.Answer(chen, "/account/confirm", ask)));

        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Empty(await portal.EventsOf(nameof(Reauthenticated)));
    }

    [Fact]
    public async Task Without_a_passkey_none_is_asked_for()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        Assert.DoesNotContain("data-passkey", await chen.Read("/account/confirm"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/security/remove?passkey=AAEC", "/account/security")]
    [InlineData("/shop/people/new", "/shop/people")]
    [InlineData("/account/sessions", "/account/sessions")]
    [InlineData("/visits/new?merchant=898310058120001", "/")]
    [InlineData("/admin/audit/export.csv?kind=SignedIn", "/admin/audit")]
    public async Task Whoever_does_not_want_to_confirm_gets_back_to_a_page_that_does_not_ask_again(string asked, string way)
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        var page = await chen.Read("/account/confirm?back=" + Uri.EscapeDataString(asked));

        Assert.Contains($"href=\"{way}\" data-enhance-nav=\"false\"", page, StringComparison.Ordinal);
        Assert.Contains("先不确认，返回", page, StringComparison.Ordinal);
        Assert.Empty(await portal.EventsOf(nameof(Reauthenticated)));
    }

    [Theory]
    [InlineData("/account/confirm")]
    [InlineData("/account/confirm?back=//evil.example")]
    public async Task Opened_beside_a_page_it_is_simply_closed(string address)
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        var page = await chen.Read(address);

        Assert.Contains("关掉这一页", page, StringComparison.Ordinal);
        Assert.DoesNotContain("先不确认，返回", page, StringComparison.Ordinal);
    }
}
