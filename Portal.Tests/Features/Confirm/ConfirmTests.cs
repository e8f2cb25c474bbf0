using System.Net;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Tests.Features.Devices;
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
}
