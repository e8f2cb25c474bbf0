using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>The way to the company's own sign-in: browsers hold a form to the content policy wherever its answer leads.</summary>
public sealed class CompanySignInTests(Stage stage)
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task The_button_leads_to_the_companys_page_on_whatever_host_it_is(bool english, bool script)
    {
        using var company = new ForeignSignIn();
        await using var portal = new RunningPortal();
        await portal.Start(new()
        {
            ["SIGNIN__OPENIDCONNECT__AUTHORITY"] = company.Authority,
            ["SIGNIN__OPENIDCONNECT__CLIENTID"] = "portal",
            ["SIGNIN__OPENIDCONNECT__CLIENTSECRET"] = "a secret of the tests",
            ["OUTBOUND__ALLOWLOOPBACK"] = "true",
        });
        await using var visit = await stage.Open(new Look(English: english, Script: script));
        await visit.Go(portal.Address + "/account/login");

        await visit.Press(visit.Named("用单位账号登录", "Sign in with your company account"));

        await visit.Page.WaitForURLAsync(company.Page);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("The company's own sign-in");
        visit.Done();
    }
}
