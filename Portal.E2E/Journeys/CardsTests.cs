using System.Text.Json;
using Microsoft.Playwright;
using Portal.E2E.Screens;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>The help for the eye where messages are written (<c>js/cards.js</c>), in the browser people have.</summary>
public sealed class CardsTests(Stage stage)
{
    private const string Number = "4111 1111 1111 1111", Kept = "411111******1111";

    /// <summary>Hands both lists of the samples to the script as the page loads it, and takes back what it makes of them.</summary>
    [Fact]
    public async Task The_script_masks_what_the_server_masks_and_nothing_else()
    {
        await using var visit = await stage.Open(new Look());
        await SignIn.As(visit, SignIn.Cashier);
        await visit.Go("/tickets/new");
        using var samples = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(RunningPortal.RepositoryRoot(), "Portal.Tests", "Samples", "card-vectors.json")));
        var masked = samples.RootElement.GetProperty("masked").EnumerateArray().Select(m => (Typed: m.GetProperty("typed").GetString()!, Kept: m.GetProperty("kept").GetString()!)).ToList();
        var innocent = samples.RootElement.GetProperty("innocent").EnumerateArray().Select(i => i.GetString()!).ToList();

        var made = await visit.Page.EvaluateAsync<string[]>(
            "async texts => { const script = await import(new URL(document.querySelector('[data-guard]').dataset.guard, document.baseURI)); return texts.map(script.mask); }",
            masked.Select(m => m.Typed).Concat(innocent).ToArray());

        Assert.NotEmpty(innocent);
        Assert.Equal(masked.Select(m => m.Kept).Concat(innocent), made);
        visit.Done();
    }

    [Theory]
    [InlineData(false, "不会保存")]
    [InlineData(true, "are not kept")]
    public async Task A_pasted_number_is_masked_before_it_is_sent_and_a_typed_one_is_warned_of(bool english, string warning)
    {
        await using var visit = await stage.Open(new Look(English: english));
        await SignIn.As(visit, SignIn.Cashier);
        await visit.Go("/tickets/new");
        var page = visit.Page;
        var box = page.Locator("textarea[name=text]");
        var note = page.Locator("textarea[name=text] + p[role=status]");
        await box.FillAsync("终端 10000001，读卡失败。");
        await Expect(note).ToHaveCountAsync(0);

        await Paste(page, box, "卡号 " + Number);
        await Expect(box).ToHaveValueAsync("终端 10000001，读卡失败。卡号 " + Kept);
        await Expect(note).ToContainTextAsync(warning);

        await box.PressSequentiallyAsync("!");
        await Expect(note).ToHaveTextAsync("");
        await box.PressSequentiallyAsync(Number);
        await Expect(note).ToContainTextAsync(warning);
        await Expect(box).ToHaveValueAsync("终端 10000001，读卡失败。卡号 " + Kept + "!" + Number);

        await visit.Press(page.Locator("main form[enctype] button.do"));
        await page.WaitForURLAsync("**/tickets/T-*");
        await Expect(page.Locator("main")).ToContainTextAsync(Kept + "!" + Kept);
        Assert.False(await visit.ScrollsSideways(), "A subject that is one long word runs out of the page.");
        await Expect(page.Locator("main")).Not.ToContainTextAsync(Number);
        visit.Done();
    }

    // Through the clipboard, as a person does it: the browser makes the event.
    private static async Task Paste(IPage page, ILocator box, string text)
    {
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await box.FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.PressAsync("Control+V");
    }
}
