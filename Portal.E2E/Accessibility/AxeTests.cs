using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portal.E2E.Screens;
using Portal.E2E.Support;

namespace Portal.E2E.Accessibility;

/// <summary>axe-core finds nothing of any impact on any page, in both languages, light and dark, on phone and desktop; and no page scrolls sideways.</summary>
public sealed class AxeTests(Stage stage)
{
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    /// <summary>What reaches past the right edge, innermost last.</summary>
    private const string TooWide = """
        () => [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, e.outerHTML.indexOf('>') + 1) + Math.round(e.getBoundingClientRect().right)).slice(-4).join(' ')
        """;

    // Light and dark are two looks at the same page: it is opened once.
    public static TheoryData<string> Looks => [.. Look.All.Where(l => !l.Dark).Select(l => l.ToString())];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Nothing_is_found_on_any_page(string name)
    {
        var look = Look.All.Single(l => l.ToString() == name);
        var found = new List<string>();
        foreach (var group in Pages.All.GroupBy(p => p.Who))
        {
            await using var visit = await stage.Open(look);
            if (group.Key is not null) await SignIn.As(visit, group.Key);
            foreach (var page in group)
            {
                try
                {
                    await page.Go(visit);
                }
                catch (Exception lost) when (lost is TimeoutException or PlaywrightException)
                {
                    found.Add($"{page.Name}: could not be reached: {lost.Message.Split('\n')[0]}");
                    continue;
                }

                foreach (var scheme in Schemes)
                {
                    await visit.Turn(scheme);
                    var result = await visit.Page.RunAxe();
                    found.AddRange(result.Violations.Select(v => $"{page.Name} {scheme}: {v.Id} ({v.Impact}) {string.Join(" ", v.Nodes.Take(2).Select(n => n.Html))}"));
                }

                if (await visit.ScrollsSideways()) found.Add($"{page.Name}: scrolls sideways: {await visit.Page.EvaluateAsync<string>(TooWide)}");
            }

            found.AddRange(visit.Complaints.Select(c => $"console: {c}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
