using Portal.E2E.Screens;
using Portal.E2E.Support;

namespace Portal.E2E.Gallery;

/// <summary>Not a check but a camera: writes a PNG of every page in every look into the folder PORTAL_GALLERY names (eng/gallery).</summary>
public sealed class GalleryTests(Stage stage)
{
    /// <summary>The height at which nothing has to be scrolled, in the page or in a pane of it: no bar lies across the picture and no pane ends early.</summary>
    private const string WholeHeight = """
        () => {
            const panes = [...document.body.querySelectorAll(':not(textarea, select)')].filter(e => /auto|scroll/.test(getComputedStyle(e).overflowY));
            const hidden = [document.scrollingElement, ...panes].map(e => e.scrollHeight - e.clientHeight);
            return Math.min(6000, innerHeight + Math.max(0, ...hidden));
        }
        """;

    public static TheoryData<string> Looks => [.. Look.All.Select(l => l.ToString())];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Take(string name)
    {
        var folder = Environment.GetEnvironmentVariable("PORTAL_GALLERY");
        Assert.SkipWhen(folder is null, "PORTAL_GALLERY names no folder; run eng/gallery.");

        var look = Look.All.Single(l => l.ToString() == name);
        foreach (var group in Pages.All.GroupBy(p => p.Who))
        {
            await using var visit = await stage.Open(look);
            if (group.Key is not null) await SignIn.As(visit, group.Key);
            foreach (var page in group)
            {
                await page.Go(visit);
                await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
                await visit.Settled();
                var window = visit.Page.ViewportSize!;
                await visit.Page.SetViewportSizeAsync(window.Width, await visit.Page.EvaluateAsync<int>(WholeHeight));
                await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder!, page.Name, $"{look}.png"), FullPage = true });
                await visit.Page.SetViewportSizeAsync(window.Width, window.Height);
            }
        }
    }
}
