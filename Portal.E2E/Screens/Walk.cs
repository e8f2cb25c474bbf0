using System.Globalization;
using System.Text.RegularExpressions;
using Portal.E2E.Support;

namespace Portal.E2E.Screens;

/// <summary>The guided walk, one step a page.</summary>
public static class Walk
{
    // What somebody answers whom nothing helps; the first one offered is taken.
    private static readonly string[] NoHelp = ["no-help", "dont-know", "no", "continue", "skip"];

    public static async Task Start(Visit visit)
    {
        await visit.Press(visit.Page.Locator("#guide button:visible, button[form=guide]:visible").First);
        await visit.Page.WaitForURLAsync("**/troubleshoot/**");
    }

    /// <summary>Answers one step so that it leads on; true while there are steps.</summary>
    public static async Task<bool> NothingHelps(Visit visit)
    {
        foreach (var answer in NoHelp)
        {
            var button = visit.Page.Locator($"form.answers button[value='{answer}']");
            if (await button.CountAsync() == 0) continue;
            await visit.Press(button);
            await visit.Page.WaitForLoadStateAsync();
            return true;
        }

        return false;
    }

    public static async Task AskAPerson(Visit visit)
    {
        await visit.Press(visit.Page.Locator("main a[href*='/tickets/new'], main a.do.quiet[href*='session']").First);
        await visit.Page.WaitForURLAsync("**/tickets/new**");
    }

    /// <summary>"K7M-2QX", as shown on every step.</summary>
    public static async Task<string> ResumeCode(Visit visit) =>
        Regex.Match(await visit.Page.Locator("main").InnerTextAsync(), "[A-Z0-9]{3}-[A-Z0-9]{3}").Value.ToUpper(CultureInfo.InvariantCulture);
}
