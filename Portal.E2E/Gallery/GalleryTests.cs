using Portal.E2E.Screens;
using Portal.E2E.Support;

namespace Portal.E2E.Gallery;

/// <summary>Not a check but a camera: writes a PNG of every page in every look into the folder PORTAL_GALLERY names (eng/gallery).</summary>
public sealed class GalleryTests(Stage stage)
{
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
                await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder!, page.Name, $"{look}.png"), FullPage = true });
            }
        }
    }
}
