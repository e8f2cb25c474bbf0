using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.Features.SignIn;

public class SignInTests
{
    [Fact]
    public async Task A_cashier_signs_in_and_lands_at_the_lookup()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var home = await lin.Get("/");

        Assert.Equal(HttpStatusCode.Found, home.StatusCode);
        Assert.Equal("/lookup", home.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_read_the_same_and_keep_what_was_typed()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var stranger = portal.Browse();

        var wrong = await (await stranger.Post("/account/login", ("email", Cast.Lin.Email), ("password", "not the password"))).Content.ReadAsStringAsync();
        var unknown = await (await stranger.Post("/account/login", ("email", "nobody@lotus.example"), ("password", "not the password"))).Content.ReadAsStringAsync();

        Assert.Contains("邮箱或密码不对", WebUtility.HtmlDecode(wrong));
        Assert.Contains("邮箱或密码不对", WebUtility.HtmlDecode(unknown));
        Assert.Contains($"value=\"{Cast.Lin.Email}\"", wrong);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var stranger = portal.Browse();

        for (var i = 0; i < 10; i++) await stranger.Post("/account/login", ("email", Cast.Lin.Email), ("password", "not the password"));
        var answer = await stranger.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));

        Assert.Contains("锁住 30 分钟", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_page_speaks_the_browsers_language_and_a_chosen_one_wins()
    {
        await using var portal = await TestPortal.Start();
        using var browser = portal.Browse();
        browser.Language = "en";

        Assert.Contains("Sign in", await browser.Read("/account/login"));
        await browser.Post("/account/login", ("to", "zh-CN"));
        Assert.Contains("登录", await browser.Read("/account/login"));
    }
}
