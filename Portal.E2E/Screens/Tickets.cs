using System.Text.RegularExpressions;
using Portal.E2E.Support;

namespace Portal.E2E.Screens;

/// <summary>The merchant's side of a ticket.</summary>
public static class Tickets
{
    /// <summary>Sends the ticket that is being written, with a photo, and answers its number.</summary>
    public static async Task<string> Send(Visit visit, string text, byte[] photo)
    {
        await visit.Type(visit.Page.Locator("textarea[name=text]"), text);
        await visit.Page.Locator("input[type=file]").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "screen.png", MimeType = "image/png", Buffer = photo });
        await visit.Press(visit.Page.Locator("main form[enctype] button.do"));
        await visit.Page.WaitForURLAsync(new Regex("/tickets/T-[0-9]+"));
        return Regex.Match(visit.Page.Url, "T-[0-9]+").Value;
    }
}
