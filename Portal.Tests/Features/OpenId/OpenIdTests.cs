using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.OpenId;
using Portal.Domain.SignIn;
using Portal.Tests.Features.Audit;
using Portal.Tests.Features.Devices;
using Portal.Tests.Features.Factors;
using Portal.Tests.Support;
using Portal.Web.Features.OpenId;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.OpenId;

public partial class OpenIdTests
{
    [Theory]
    [InlineData("zh-CN", "用单位账号登录")]
    [InlineData("en", "Sign in with your company account")]
    public async Task The_button_is_there_only_where_a_provider_is_configured(string language, string button)
    {
        await using var provider = await FakeProvider.Start();
        await using var with = await Portal(provider);
        await using var without = await TestPortal.Start();
        using var browsing = with.Browse();
        using var other = without.Browse();
        browsing.Language = other.Language = language;

        Assert.Contains(button, await browsing.Read("/account/login"), StringComparison.Ordinal);
        Assert.DoesNotContain("/account/openid", await other.Read("/account/login"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/account/openid/back?code=x&state=y")).StatusCode);
    }

    [Fact]
    public async Task Invited_staff_get_in_by_a_verified_mail_address_once_and_by_their_subject_ever_after()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = "MEI@acquirer.example";

        using (var first = portal.Browse())
        {
            Assert.Equal("/lookup", (await Go(portal, first, "/lookup")).PathAndQuery);
            Assert.Contains("梅客服", await first.Read("/account"), StringComparison.Ordinal);
        }

        provider.Claims["email"] = "moved@elsewhere.example";
        provider.Claims["email_verified"] = false;
        using var second = portal.Browse();
        Assert.Equal("/", (await Go(portal, second)).PathAndQuery);

        Assert.Contains("梅客服", await second.Read("/account"), StringComparison.Ordinal);
        Assert.All(await portal.SignIns(), s => Assert.Equal(SignInWay.SingleSignOn, s.Way));
        Assert.Single(await portal.EventsOf(nameof(OpenIdLinked)));
        Assert.Equal("S256", provider.Asked["code_challenge_method"]);
        Assert.Equal("code", provider.Asked["response_type"]);
    }

    public static TheoryData<string, Action<FakeProvider>> Forged => new()
    {
        { "wrong issuer", p => p.Issuer = "https://evil.example" },
        { "a discovery document in another issuer's name", p => (p.Issuer, p.SaysSoItself) = ("https://evil.example", true) },
        { "wrong audience", p => p.Audience = "another client" },
        { "wrong nonce", p => p.Nonce = "of another visit" },
        { "expired", p => p.Expires = TimeSpan.FromMinutes(-5) },
        { "unsigned", p => p.Unsigned = true },
        { "signed by another key", p => p.SignedByAnother = true },
        { "no subject", p => p.Claims.Remove("sub") },
    };

    [Theory]
    [MemberData(nameof(Forged), DisableDiscoveryEnumeration = true)]
    public async Task A_token_that_is_not_right_opens_nothing(string what, Action<FakeProvider> forge)
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        forge(provider);
        using var browsing = portal.Browse();

        var end = await Go(portal, browsing);

        Assert.True(end.PathAndQuery.StartsWith("/account/openid/done", StringComparison.Ordinal), what);
        Assert.Equal(1, provider.Tokens);
        Assert.Equal(HttpStatusCode.Found, (await browsing.Get("/account")).StatusCode);
        Assert.Empty(await portal.SignIns());
    }

    public static TheoryData<string, Cast.Person?, Action<FakeProvider>> Strangers => new()
    {
        { "unknown person", null, p => p.Claims["email"] = "nobody@acquirer.example" },
        { "mail not verified", Cast.Mei, p => (p.Claims["email"], p.Claims["email_verified"]) = (Cast.Mei.Email, false) },
        { "no mail", Cast.Mei, _ => { } },
        { "a shop's owner", Cast.Chen, p => p.Claims["email"] = Cast.Chen.Email },
        { "a cashier", Cast.Lin, p => p.Claims["email"] = Cast.Lin.Email },
    };

    [Theory]
    [MemberData(nameof(Strangers), DisableDiscoveryEnumeration = true)]
    public async Task Whoever_is_not_invited_staff_reads_the_same_sentence_and_is_nobody(string what, Cast.Person? invited, Action<FakeProvider> says)
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        if (invited is not null) await Invite(portal, invited);
        says(provider);
        using var browsing = portal.Browse();

        var end = await Go(portal, browsing);

        Assert.Equal("/account/openid/done", end.PathAndQuery);
        Assert.Contains("这个单位账号在这里还不能用", end.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await browsing.Get("/account")).StatusCode);
        Assert.Empty(await portal.SignIns());
        Assert.NotEmpty(what);
        Assert.Single(await portal.EventsOf(nameof(OpenIdRefused)));
    }

    [Fact]
    public async Task A_mail_address_alone_takes_over_no_account_that_has_a_password()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        using var before = await portal.Browse(Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        using var thief = portal.Browse();

        var end = await Go(portal, thief);
        Assert.Equal("/account/openid/done", end.PathAndQuery);
        Assert.Contains("先用原来的方式登录一次", end.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await thief.Get("/account")).StatusCode);
        Assert.Empty(await portal.EventsOf(nameof(OpenIdLinked)));
    }

    [Fact]
    public async Task Its_person_signs_in_once_as_before_and_links_it()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        using (await portal.Browse(Cast.Mei)) provider.Claims["email"] = Cast.Mei.Email;
        using var mei = portal.Browse();
        await Go(portal, mei);

        await mei.Post("/account/login", ("email", Cast.Mei.Email), ("password", Cast.Password));
        Assert.Contains("连上单位账号", await mei.Read("/account/openid/done"), StringComparison.Ordinal);
        await mei.Post("/account/openid/done", "link");

        using var next = portal.Browse();
        Assert.Equal("/", (await Go(portal, next)).PathAndQuery);
        Assert.Contains("梅客服", await next.Read("/account"), StringComparison.Ordinal);
        Assert.Single(await portal.EventsOf(nameof(OpenIdLinked)));
    }

    [Fact]
    public async Task Somebody_elses_sign_in_links_nothing()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        using (await portal.Browse(Cast.Mei)) provider.Claims["email"] = Cast.Mei.Email;
        using var zhao = await portal.Browse(Cast.Zhao);
        await Go(portal, zhao);

        Assert.Contains("连上单位账号", await zhao.Read("/account/openid/done"), StringComparison.Ordinal);
        await zhao.Post("/account/openid/done", "link");

        Assert.Empty(await portal.EventsOf(nameof(OpenIdLinked)));
    }

    [Fact]
    public async Task A_mail_address_that_was_given_to_somebody_else_over_there_opens_nothing()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        using (var mei = portal.Browse()) await Go(portal, mei);

        provider.Claims["sub"] = "u-2";
        using var next = portal.Browse();

        Assert.Equal("/account/openid/done", (await Go(portal, next)).PathAndQuery);
        Assert.Contains("another-subject", Assert.Single(await portal.EventsOf(nameof(OpenIdRefused))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_come_from_the_company_where_that_is_configured_and_only_those_of_staff()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider, ("RoleClaim", "groups"), ("Roles:desk", "Agent"), ("Roles:leads", "Supervisor"));
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        using var mei = portal.Browse();

        Assert.Equal("/account/openid/done", (await Go(portal, mei)).PathAndQuery);
        provider.Claims["groups"] = new[] { "canteen", "leads" };
        Assert.Equal("/", (await Go(portal, mei)).PathAndQuery);

        Assert.Contains("客服主管", await mei.Read("/account"), StringComparison.Ordinal);
        Assert.Contains("Supervisor", Assert.Single(await portal.EventsOf(nameof(OpenIdRoleTaken))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_staff_come_through_the_company_only_one_administrator_still_has_a_password()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider, ("LocalStaffSignIn", "false"), ("BreakGlass", Cast.Admin.Email));
        foreach (var person in new[] { Cast.Mei, Cast.Admin, Cast.Lin }) await Invite(portal, person, Cast.Password);
        using var mei = portal.Browse();
        using var admin = portal.Browse();
        using var lin = portal.Browse();

        var refused = await mei.Post("/account/login", ("email", Cast.Mei.Email), ("password", Cast.Password));
        await admin.Post("/account/login", ("email", Cast.Admin.Email), ("password", Cast.Password));
        await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));

        Assert.Contains("邮箱或密码不对", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await mei.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task Whoever_has_no_password_confirms_by_signing_in_over_there_anew_and_an_old_sign_in_is_none()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        using var mei = portal.Browse();
        await Go(portal, mei);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));

        provider.Claims["auth_time"] = DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeSeconds();
        Assert.Equal("/account/openid/done", (await Go(portal, mei, "/account/sessions", from: "/account/confirm?back=/account/sessions")).At.AbsolutePath);
        Assert.Equal("login", provider.Asked["prompt"]);
        provider.Claims["auth_time"] = portal.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("/account/sessions", (await Go(portal, mei, "/account/sessions", from: "/account/confirm?back=/account/sessions")).PathAndQuery);

        Assert.Contains("\"How\":\"sso\"", Assert.Single(await portal.EventsOf(nameof(Reauthenticated))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "去单位账号登录")]
    [InlineData("en", "To your company sign-in")]
    public async Task The_way_there_is_a_page_that_goes_on_and_the_policy_lets_forms_go_nowhere_else(string language, string title)
    {
        await using var provider = await FakeProvider.Start();
        provider.AuthorizeAt = "https://login.elsewhere.example";
        await using var portal = await Portal(provider);
        using var browsing = portal.Browse();
        browsing.Language = language;

        var answer = await browsing.PostTo("/account/login", "/account/openid");

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.StartsWith("https://login.elsewhere.example/authorize?client_id=portal&", Onward().Match(page).Groups[1].Value, StringComparison.Ordinal);
        Assert.Contains("form-action 'self';", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_said_so_and_the_sign_in_page_is_there()
    {
        string address;
        await using (var provider = await FakeProvider.Start()) address = provider.Address;
        await using var portal = await TestPortal.StartWith(
            ("SignIn:OpenIdConnect:Authority", address), ("SignIn:OpenIdConnect:ClientId", "x"), ("SignIn:OpenIdConnect:ClientSecret", "y"), ("Outbound:AllowLoopback", "true"));
        using var browsing = portal.Browse();

        var answer = await browsing.PostTo("/account/login", "/account/openid");

        Assert.Equal("/account/openid/done?failed=true", new Uri(portal.Address, answer.Headers.Location!).PathAndQuery);
        Assert.Contains("现在连不上", await browsing.Read("/account/openid/done?failed=true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_is_written_down_with_its_way_and_its_person()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        using var mei = portal.Browse();

        await Go(portal, mei);

        var happened = Assert.Single(await portal.EventsOf(nameof(SignedIn)));
        Assert.Contains("\"By\":\"company\"", happened.Body, StringComparison.Ordinal);
        Assert.Equal(await portal.IdOf(Cast.Mei), happened.Actor);
        Assert.Equal(("梅客服", "Agent"), (happened.Name, happened.Role));
    }

    public static TheoryData<string, Action<FakeProvider>, (string, string)[], bool> Strengths => new()
    {
        { "nothing said", _ => { }, [], false },
        { "a password only", p => p.Claims["amr"] = new[] { "pwd" }, [], false },
        { "amr says so", p => p.Claims["amr"] = new[] { "pwd", "mfa" }, [], true },
        { "acr that settings do not know", p => p.Claims["acr"] = "phr", [], false },
        { "acr that settings know", p => p.Claims["acr"] = "phr", [("SecondFactorAcr:0", "phr")], true },
        { "settings vouch for it", _ => { }, [("ProvesSecondFactor", "true")], true },
    };

    [Theory]
    [MemberData(nameof(Strengths), DisableDiscoveryEnumeration = true)]
    public async Task Whoever_must_have_a_second_factor_sets_one_up_here_unless_the_provider_asked_for_one(string what, Action<FakeProvider> says, (string, string)[] settings, bool isIn)
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider, settings);
        portal.Configure("SignIn:RequireSecondFactor", "agent");
        await portal.Restart();
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        says(provider);
        using var mei = portal.Browse();

        await Go(portal, mei);

        var desk = await mei.Get("/desk");
        Assert.True(isIn == (desk.StatusCode == HttpStatusCode.OK), what);
        if (!isIn) Assert.Equal(FactorGate.SetUp, new Uri(portal.Address, desk.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task Whoever_has_a_second_factor_here_gives_it_after_the_company_sign_in()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        await Invite(portal, Cast.Mei);
        provider.Claims["email"] = Cast.Mei.Email;
        using var first = portal.Browse();
        await Go(portal, first);
        var phone = await Phone.SetUp(portal, first);
        using var mei = portal.Browse();

        Assert.Equal("/account/two-factor?back=%2Fdesk", (await Go(portal, mei, "/desk")).PathAndQuery);
        Assert.Equal(HttpStatusCode.Found, (await mei.Get("/desk")).StatusCode);
        await mei.Post("/account/two-factor?back=%2Fdesk", ("code", phone.NextCode()));

        Assert.Equal(HttpStatusCode.OK, (await mei.Get("/desk")).StatusCode);
        Assert.Equal(SignInWay.SingleSignOn, (await portal.SignIns())[^1].Way);
        Assert.Contains("company-and-code", (await portal.EventsOf(nameof(SignedIn)))[^1].Body, StringComparison.Ordinal);

        provider.Claims["amr"] = new[] { "mfa" };
        using var later = portal.Browse();
        Assert.Equal("/desk", (await Go(portal, later, "/desk")).PathAndQuery);
    }

    [Fact]
    public async Task An_answer_without_this_browsers_visit_is_refused()
    {
        await using var provider = await FakeProvider.Start();
        await using var portal = await Portal(provider);
        using var victim = portal.Browse();

        var answer = await victim.Get("/account/openid/back?code=of-the-attacker&state=of-the-attacker");

        Assert.Contains("/account/openid/done?failed=true", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, provider.Tokens);
    }

    [Theory]
    [InlineData("http://login.company.example", "x", "y", "Authority")]
    [InlineData("https://login.company.example", "", "y", "ClientId")]
    [InlineData("https://login.company.example", "x", "", "ClientSecret")]
    public void Half_a_configuration_is_named_at_start(string authority, string client, string secret, string named)
    {
        var settings = new OpenIdSettings { Authority = authority, ClientId = client, ClientSecret = secret };

        var wrong = Assert.Single(settings.Validate(new(settings)));

        Assert.Equal(named, Assert.Single(wrong.MemberNames));
    }

    private static async Task<TestPortal> Portal(FakeProvider provider, params (string Key, string Value)[] more)
    {
        var portal = await TestPortal.StartWith(
        [
            ("SignIn:OpenIdConnect:Authority", provider.Address), ("SignIn:OpenIdConnect:ClientId", FakeProvider.Client), ("SignIn:OpenIdConnect:ClientSecret", FakeProvider.Secret),
            ("Outbound:AllowLoopback", "true"), .. more.Select(m => ("SignIn:OpenIdConnect:" + m.Key, m.Value)),
        ]);
        // The handler's cookies live by the browser's clock, tokens by the machine's.
        portal.Clock.Set(DateTimeOffset.UtcNow);
        return portal;
    }

    private static Task Invite(TestPortal portal, Cast.Person person, string? password = null) => portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(
        a => a.Run(new(person.Email, person.Name, person.Role, person.Company?.Number, [.. person.Shops.Select(s => s.Number)], password), default));

    /// <summary>Presses the button and follows the browser's way to the provider and back; answers the first address of the portal that is a page.</summary>
    private static async Task<Arrived> Go(TestPortal portal, Browsing browsing, string? back = null, string? from = null)
    {
        var answer = await browsing.PostTo(from ?? "/account/login" + (back is null ? "" : "?back=" + Uri.EscapeDataString(back)), "/account/openid");
        var at = portal.Address;
        // The page that goes on by itself; a redirect would be held against the form's content policy.
        if (answer.StatusCode is HttpStatusCode.OK && Onward().Match(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())) is { Success: true } onward)
            answer = await browsing.Get((at = new Uri(onward.Groups[1].Value)).ToString());
        for (var hops = 0; hops < 8 && answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther; hops++)
        {
            at = new Uri(at, answer.Headers.Location!);
            if (at.Port == portal.Address.Port && !at.AbsolutePath.StartsWith("/account/openid", StringComparison.Ordinal)) return new(at, "");
            answer = await browsing.Get(at.ToString());
        }

        return new(at, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Onward();

    private sealed record Arrived(Uri At, string Page)
    {
        public string PathAndQuery => At.PathAndQuery;
    }
}
