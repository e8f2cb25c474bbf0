using Portal.E2E.Screens;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>Sign-ins that are ended elsewhere, and confirming who one is, in a real browser.</summary>
public sealed class SignInsTests(Stage stage)
{
    [Theory]
    [InlineData(false, "已从另一台设备结束")]
    [InlineData(true, "ended from another device")]
    public async Task An_open_desk_page_is_taken_away_within_seconds_when_its_sign_in_is_ended_elsewhere(bool english, string why)
    {
        await using var desk = await stage.Open(new Look(Phone: false, English: english));
        await SignIn.As(desk, SignIn.Trainer);
        await desk.Go("/desk");
        await Expect(desk.Page.Locator("a.desk-row").First).ToBeVisibleAsync();

        await using var phone = await stage.Open(new Look(English: english));
        await SignIn.As(phone, SignIn.Trainer);
        await phone.Go("/account/sessions");
        await phone.Press(phone.Page.Locator("form button[name=end]").Last);
        await Expect(phone.Page.Locator(".flash.ok")).ToBeVisibleAsync();

        await Expect(desk.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/login\\?back="), new() { Timeout = 8_000 });
        await Expect(desk.Page.Locator(".flash.info")).ToContainTextAsync(why);
        await SignInAgain(desk);
        await Expect(desk.Page.Locator("a.desk-row").First).ToBeVisibleAsync();
        desk.Done();
        phone.Done();
    }

    [Fact]
    public async Task An_open_merchant_page_is_at_the_sign_in_page_with_its_next_click_and_comes_back()
    {
        await using var till = await stage.Open(new Look());
        await SignIn.As(till, SignIn.OtherOwner);
        await till.Go("/lookup");
        await using var phone = await stage.Open(new Look(Script: false));
        await SignIn.As(phone, SignIn.OtherOwner);

        await phone.Go("/account/sessions");
        await phone.Press(phone.Page.Locator("form button[name=end]").Last);
        await till.Go("/tickets");

        Assert.Contains("/account/login", till.Page.Url, StringComparison.Ordinal);
        await SignInAgain(till, SignIn.OtherOwner);
        Assert.EndsWith("/tickets", till.Page.Url, StringComparison.Ordinal);
        till.Done();
        phone.Done();
    }

    [Fact]
    public async Task Confirming_leads_back_to_where_one_came_from_with_and_without_script()
    {
        foreach (var script in new[] { true, false })
        {
            await using var visit = await stage.Open(new Look(Script: script));
            await SignIn.As(visit, SignIn.Owner);
            await visit.Go("/account/confirm?back=/account/sessions");
            await visit.Type(visit.Page.Locator("input[name=password]"), "not the password of anyone");
            await visit.Press(visit.Page.Locator("main form button.do"));
            await Expect(visit.Page.Locator("#password-error, .error").First).ToBeVisibleAsync();

            await visit.Type(visit.Page.Locator("input[name=password]"), SignIn.Password);
            await visit.Press(visit.Page.Locator("main form button.do"));

            await visit.Page.WaitForURLAsync(url => url.EndsWith("/account/sessions", StringComparison.Ordinal));
            visit.Done();
        }
    }

    private static async Task SignInAgain(Visit visit, string email = SignIn.Trainer)
    {
        await visit.Type(visit.Page.Locator("input[name=email]"), email);
        await visit.Type(visit.Page.Locator("input[name=password]"), SignIn.Password);
        await visit.Press(visit.Page.Locator("form:has(input[name=email]) button.do"));
        await visit.Page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));
    }
}
