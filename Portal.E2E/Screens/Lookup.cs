using Microsoft.Playwright;
using Portal.E2E.Support;

namespace Portal.E2E.Screens;

/// <summary>Finding a sale as a clerk does: till, time, the most likely one.</summary>
public static class Lookup
{
    public static async Task Find(Visit visit, DemoTale tale)
    {
        await visit.Press(visit.Page.Locator($"label.chip:has(input[name=terminal][value='{tale.Terminal}'])"));
        await visit.Press(visit.Page.Locator("label.chip:has(input[name=at])").Nth(1));
        await visit.Type(visit.Page.Locator("input[name=amount]"), tale.Yuan);
        await visit.Press(visit.Page.Locator("main form button.do"));
        await visit.Page.WaitForURLAsync(url => url.Contains("terminal=", StringComparison.Ordinal));
    }

    /// <summary>Opens the first result with that amount.</summary>
    public static async Task Open(Visit visit, DemoTale tale)
    {
        await visit.Press(visit.Page.Locator("a.result").Filter(new() { HasText = tale.Yuan }).First);
        await visit.Page.WaitForURLAsync("**/transactions/**");
    }

    public static ILocator Verdict(Visit visit) => visit.Page.Locator("section.verdict h1");
}
