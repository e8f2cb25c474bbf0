using Portal.E2E.Screens;
using Portal.E2E.Support;

namespace Portal.E2E.Journeys;

/// <summary>What the content policy and the headers do in a real browser.</summary>
public sealed class WallsTests(Stage stage)
{
    private const string Plant = """
        () => {
            const script = document.createElement('script');
            script.textContent = 'window.planted = true';
            document.body.append(script);
            const picture = document.createElement('img');
            picture.setAttribute('onerror', 'window.planted = true');
            picture.src = '/no-such-picture.png';
            document.body.append(picture);
            const link = document.createElement('a');
            link.href = 'javascript:window.planted=true';
            document.body.append(link);
            link.click();
            return new Promise(done => setTimeout(() => done(!!window.planted), 500));
        }
        """;

    [Fact]
    public async Task Script_planted_in_a_merchants_page_does_nothing_and_is_noticed()
    {
        await using var visit = await stage.Open(new Look());
        await visit.Go("/account/login");

        Assert.False(await visit.Page.EvaluateAsync<bool>(Plant));

        Assert.Contains(visit.Complaints, c => c.StartsWith("CSP script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_does_it_at_the_desk()
    {
        await using var visit = await stage.Open(new Look(Phone: false));
        await SignIn.As(visit, SignIn.Agent);
        await visit.Go("/desk");
        await visit.Page.Locator("a.desk-row").First.WaitForAsync();

        Assert.False(await visit.Page.EvaluateAsync<bool>(Plant));

        Assert.Contains(visit.Complaints, c => c.StartsWith("CSP script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Style_planted_in_a_merchants_page_is_stopped_too()
    {
        await using var visit = await stage.Open(new Look());
        await visit.Go("/account/login");

        await visit.Page.EvaluateAsync("() => { const d = document.createElement('div'); d.innerHTML = '<p style=\"position:fixed\">x</p><style>body{display:none}</style>'; document.body.append(d); }");

        Assert.True(await visit.Page.Locator("main").IsVisibleAsync());
        Assert.Contains(visit.Complaints, c => c.StartsWith("CSP style-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_signing_out_going_back_shows_nothing_and_nothing_is_stored()
    {
        await using var visit = await stage.Open(new Look(Phone: false));
        await SignIn.As(visit, SignIn.Owner);
        await visit.Go("/shop");
        await visit.Page.EvaluateAsync("() => localStorage.setItem('kept', 'yes')");

        await visit.Page.Locator("details.menu > summary").ClickAsync();
        await visit.Page.Locator("form[action='/account/logout'] button").ClickAsync();
        await visit.Page.WaitForURLAsync(url => !url.EndsWith("/shop", StringComparison.Ordinal));
        await visit.Page.GoBackAsync();

        await visit.Page.Locator("input[name=password]").WaitForAsync();
        Assert.Null(await visit.Page.EvaluateAsync<string?>("() => localStorage.getItem('kept')"));
        visit.Done();
    }
}
