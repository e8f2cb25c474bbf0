using System.Net;
using Portal.Tests.Support;
using Portal.Web.Features.SignIn;

namespace Portal.Tests.Features.SignIn;

public class PasswordRuleTests
{
    private static async Task<string> Change(Browsing browser, string current, string next) =>
        WebUtility.HtmlDecode(await (await browser.Post("/account", ("current", current), ("password", next))).Content.ReadAsStringAsync());

    [Theory]
    [InlineData("short", "至少 12 个字符")]
    [InlineData("P@ssw0rd-2024!!", "泄露过的密码")]
    [InlineData("abcabcabcabcabc", "重复或连续")]
    [InlineData("莲香茶楼莲香茶楼莲香茶楼", "重复")]
    [InlineData("莲香茶楼南京路店林小雨88", "几乎只有")]
    [InlineData("lin-lotus-example", "几乎只有")]
    public async Task A_weak_one_is_refused_with_what_to_do_and_the_person_stays(string password, string said)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains(said, await Change(lin, Cast.Password, password));
        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task It_is_said_in_English_too()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        lin.Language = "en";

        Assert.Contains("among those leaked before", await Change(lin, Cast.Password, "password-2024"));
        Assert.Contains("little more than your name", await Change(lin, Cast.Password, "lin-lotus-example"));
    }

    [Fact]
    public async Task A_hundred_and_twenty_eight_characters_are_taken_whole_and_one_more_is_refused()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var longest = string.Concat(Enumerable.Range(0, 128).Select(i => (char)('a' + i * 7 % 26)));

        Assert.Contains("最多 128 个字符", await Change(lin, Cast.Password, longest + "x"));
        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account", ("current", Cast.Password), ("password", longest))).StatusCode);

        // The last character counts: nothing was cut off.
        using var again = portal.Browse();
        Assert.Contains("不对", WebUtility.HtmlDecode(await (await again.Post("/account/login", ("email", Cast.Lin.Email), ("password", longest[..^1] + "?"))).Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.Found, (await again.Post("/account/login", ("email", Cast.Lin.Email), ("password", longest))).StatusCode);
    }

    [Fact]
    public async Task The_same_password_typed_on_another_keyboard_opens()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        await lin.Post("/account", ("current", Cast.Password), ("password", "un café à midi 12"));

        using var phone = portal.Browse();
        Assert.Equal(HttpStatusCode.Found, (await phone.Post("/account/login", ("email", Cast.Lin.Email), ("password", "un cafe\u0301 a\u0300 midi １２"))).StatusCode);
    }

    [Fact]
    public async Task The_wrong_current_password_is_said_at_its_field()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains("现在的密码不对", await Change(lin, "not the password", "another quiet morning"));
    }

    [Theory]
    [InlineData("莲香茶楼888888", true)]
    [InlineData("陈店主 chen 2026", true)]
    [InlineData("茶楼后门的猫会开冰箱门", false)]
    [InlineData("chen likes nine teapots", false)]
    public void Names_alone_are_no_password(string password, bool refused) =>
        Assert.Equal(refused, PasswordRules.IsNames(password, ["莲香茶楼", "陈店主", "chen", "lotus", "南京路店"]));
}
