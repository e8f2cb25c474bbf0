using Microsoft.Playwright;
using Portal.E2E.Support;

namespace Portal.E2E.Screens;

/// <summary>The agent's side of a ticket.</summary>
public static class Desk
{
    public static async Task Open(Visit visit, string number)
    {
        await visit.Go($"/desk/tickets/{number}");
        await visit.Page.Locator("main h1").WaitForAsync();
    }

    public static async Task Reply(Visit visit, string text)
    {
        var box = visit.Page.Locator("form.desk-reply textarea");
        await box.FocusAsync();
        // Faster than the server answers: not a letter may be lost on the way.
        await visit.Page.Keyboard.TypeAsync(text + " 123456789 abcdefghijklm");
        await Assertions.Expect(box).ToHaveValueAsync(text + " 123456789 abcdefghijklm");
        await box.BlurAsync();
        await visit.Press(visit.Page.Locator("form.desk-reply button.desk-main"));
        await Assertions.Expect(visit.Page.Locator(".desk-msg.desk-us").Filter(new() { HasText = text })).ToBeVisibleAsync();
    }

    /// <summary>Attaches the first lesson of the shelf; it then stands in the conversation.</summary>
    public static async Task AttachLesson(Visit visit)
    {
        var told = visit.Page.Locator(".desk-msg.desk-system");
        await visit.Page.Locator("aside.desk-side button.desk-item").First.WaitForAsync();
        var before = await told.CountAsync();
        await visit.Press(visit.Page.Locator("aside.desk-side button.desk-item").First);
        await visit.Press(visit.Page.Locator(".mud-dialog button.desk-item").First);
        await Assertions.Expect(told).ToHaveCountAsync(before + 1);
    }

    public static async Task Resolve(Visit visit, string reason)
    {
        await visit.Press(visit.Page.Locator(".desk-acts button[data-key=e]"));
        await visit.Type(visit.Page.Locator(".mud-dialog textarea"), reason);
        await visit.Press(visit.Page.Locator(".mud-dialog button.desk-main"));
        await Assertions.Expect(visit.Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }
}
