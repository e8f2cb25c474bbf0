using Microsoft.Playwright;
using Portal.E2E.Screens;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>Second factors and passkeys, as people set them up and use them.</summary>
public sealed class FactorTests(Stage stage)
{
    private const string Password = "seven teapots on a ferry";

    /// <summary>A person of their own, so that the demo's people stay as others need them.</summary>
    private async Task<string> Somebody()
    {
        var email = $"person-{Guid.NewGuid():N}@factors.example";
        await stage.Portal.Verb("user", "add", "--email", email, "--name", "周工", "--role", "owner", "--merchant", "898310058120001", "--password", Password);
        return email;
    }

    private static async Task EnterPassword(Visit visit, string email)
    {
        await visit.Go("/account/login");
        await visit.Type(visit.Page.Locator("input[name=email]"), email);
        await visit.Type(visit.Page.Locator("input[name=password]"), Password);
        await visit.Press(visit.Page.Locator("form:has(input[name=email]) button.do"));
    }

    // Ten codes are hashed as slowly as ten passwords first.
    private static Task CodesAreShown(IPage page) => Expect(page.Locator("#codes li")).ToHaveCountAsync(10, new() { Timeout = 30_000 });

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task An_authenticator_app_is_set_up_used_and_its_recovery_code_too(bool script, bool english)
    {
        var email = await Somebody();
        await using var visit = await stage.Open(new Look(Phone: true, English: english, Script: script));
        var page = visit.Page;
        await EnterPassword(visit, email);
        await visit.Go("/account/security");
        await visit.Press(visit.Named("设置验证器", "Set up the app"));

        await Expect(page.Locator("svg.qr")).ToBeVisibleAsync();
        await page.Locator("details summary", new() { HasTextRegex = Visit.Either("扫不了", "scan it") }).ClickAsync();
        var app = new AuthenticatorApp(await page.Locator("#seed").InnerTextAsync());
        await page.Locator("input[name=code]").FillAsync("000 000");
        await page.Locator("main form button.do").Last.ClickAsync();
        await Expect(page.Locator("#code-error")).ToBeVisibleAsync();
        await page.Locator("input[name=code]").FillAsync(app.Now());
        await page.Locator("main form button.do").Last.ClickAsync();
        await CodesAreShown(page);
        var recovery = await page.Locator("#codes li").First.InnerTextAsync();
        await visit.Press(visit.Named("收好了", "have kept"));
        await Expect(page.Locator(".verdict.go")).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await EnterPassword(visit, email);
        await page.WaitForURLAsync("**/account/two-factor**");
        await page.Locator("input[name=code]").FillAsync(app.Next());
        await page.Locator("main form button.do").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));

        await page.Context.ClearCookiesAsync();
        await EnterPassword(visit, email);
        await page.WaitForURLAsync("**/account/two-factor**");
        await visit.Press(visit.Named("用恢复码", "Use a recovery code"));
        await page.Locator("input[name=code]").FillAsync(recovery.ToLowerInvariant());
        await page.Locator("main form button.do").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        visit.Done();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_passkey_is_made_renamed_and_signs_in_without_a_word_typed(bool offered)
    {
        var email = await Somebody();
        await using var visit = await stage.Open(new Look(Phone: offered));
        var page = visit.Page;
        var key = await SecurityKey.PlugIn(page);
        await key.Answer(false);
        await EnterPassword(visit, email);
        await page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));

        await key.Answer(true);
        await visit.Go("/account/security/passkey");
        await page.Locator("input[name=name]").FillAsync("店里的平板");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await CodesAreShown(page);
        Assert.Equal(1, await key.Count());

        await visit.Go("/account/security");
        await page.Locator(".keys summary").ClickAsync();
        await page.Locator(".keys input[name=name]").FillAsync("柜台平板");
        await page.Locator(".keys button").ClickAsync();
        await Expect(page.Locator(".keys b")).ToHaveTextAsync("柜台平板");

        // Where the browser offers passkeys by itself, nothing needs to be pressed at all; where it does not, a button does it.
        await page.Context.ClearCookiesAsync();
        if (!offered) await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        await visit.Go("/account/login");
        if (!offered) await page.Locator("form[data-passkey=request] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));

        await key.Answer(false);
        await page.Context.ClearCookiesAsync();
        await EnterPassword(visit, email);
        await page.WaitForURLAsync("**/account/two-factor**");
        await key.Answer(true);
        await page.Locator("form[data-passkey=request] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));

        await visit.Go("/account/security");
        await page.Locator(".keys summary").ClickAsync();
        await visit.Press(page.Locator(".keys a[href*=remove]"));
        await page.Locator("button.danger").ClickAsync();
        await Expect(page.Locator(".verdict.info")).ToBeVisibleAsync();
        visit.Done();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_passkey_confirms_who_one_is_and_whoever_would_rather_not_gets_back(bool english)
    {
        var email = await Somebody();
        await using var visit = await stage.Open(new Look(Phone: true, English: english));
        var page = visit.Page;
        var key = await SecurityKey.PlugIn(page);
        await key.Answer(false);
        await EnterPassword(visit, email);
        await page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));
        await key.Answer(true);
        await visit.Go("/account/security/passkey");
        await page.Locator("input[name=name]").FillAsync("手机");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await CodesAreShown(page);

        await visit.Go("/account/confirm?back=/shop/people/new");
        await visit.Press(visit.Named("先不确认，返回", "Go back without confirming"));
        await page.WaitForURLAsync("**/shop/people");

        await visit.Go("/account/confirm?back=/account/sessions");
        await page.Locator("form[data-passkey=confirm] button").ClickAsync();
        await page.WaitForURLAsync("**/account/sessions");
        visit.Done();
    }

    [Fact]
    public async Task A_locked_password_does_not_stand_in_a_passkeys_way()
    {
        var email = await Somebody();
        await using var visit = await stage.Open(new Look(Phone: true));
        var page = visit.Page;
        var key = await SecurityKey.PlugIn(page);
        await key.Answer(false);
        await EnterPassword(visit, email);
        await page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));
        await key.Answer(true);
        await visit.Go("/account/security/passkey");
        await page.Locator("input[name=name]").FillAsync("手机");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await CodesAreShown(page);

        await key.Answer(false);
        await page.Context.ClearCookiesAsync();
        for (var i = 0; i < 10; i++)
        {
            await visit.Go("/account/login");
            await page.Locator("input[name=email]").FillAsync(email);
            await page.Locator("input[name=password]").FillAsync("not the password");
            await page.Locator("form:has(input[name=email]) button.do").ClickAsync();
            await Expect(page.Locator("#sign-in-error")).ToBeVisibleAsync();
        }

        await EnterPassword(visit, email);
        await Expect(page.Locator("#sign-in-error")).ToContainTextAsync("锁住");
        await key.Answer(true);
        await page.Locator("form[data-passkey=request] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        visit.Done();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_administrator_takes_a_lost_phone_away_and_the_person_is_let_in_by_password(bool english)
    {
        var email = await Somebody();
        await using var owner = await stage.Open(new Look(Phone: true));
        await EnterPassword(owner, email);
        await owner.Go("/account/security/authenticator");
        await owner.Page.Locator("main details summary").ClickAsync();
        var app = new AuthenticatorApp(await owner.Page.Locator("#seed").InnerTextAsync());
        await owner.Page.Locator("input[name=code]").FillAsync(app.Now());
        await owner.Page.Locator("main form button.do").Last.ClickAsync();
        await CodesAreShown(owner.Page);

        await using var admin = await stage.Open(new Look(Phone: false, English: english));
        await SignIn.As(admin, SignIn.Admin);
        await admin.Go("/admin/people?q=" + email);
        await admin.Press(admin.Page.Locator("table a").First);
        var card = admin.Page.Locator("section", new() { Has = admin.Page.Locator("#factors") });
        await card.Locator("button").ClickAsync();
        await card.Locator("button.desk-main").ClickAsync();
        await Expect(card.Locator(".desk-error")).ToBeVisibleAsync();
        await card.Locator("select").SelectOptionAsync("Stolen");
        await card.Locator("button.desk-main").ClickAsync();
        await Expect(card.Locator("dl")).ToHaveCountAsync(0);
        await Expect(card.Locator("button")).ToHaveCountAsync(0);

        await owner.Page.Context.ClearCookiesAsync();
        await EnterPassword(owner, email);
        await owner.Page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        admin.Done();
        owner.Done();
    }
}
