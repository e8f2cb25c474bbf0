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
        await visit.Type(box, text);
        await box.BlurAsync();
        await visit.Press(visit.Page.Locator("form.desk-reply button.desk-main"));
        await Assertions.Expect(visit.Page.Locator(".desk-msg.desk-us").Filter(new() { HasText = text })).ToBeVisibleAsync();
    }
}
