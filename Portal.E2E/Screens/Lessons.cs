using System.Text.RegularExpressions;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Screens;

/// <summary>Reading a lesson that came with a ticket, answering its questions, signing it.</summary>
public static class Lessons
{
    /// <param name="attached">The one the agent added, not the first that came with the cause.</param>
    public static async Task OpenFromTicket(Visit visit, bool attached)
    {
        var links = visit.Page.Locator("main a[href*='/learn/']");
        await visit.Press(attached ? links.Last : links.First);
        await visit.Page.WaitForURLAsync("**/learn/**");
    }

    /// <summary>The right answers stand in the starter pack; what the page shows has to agree with it.</summary>
    public static async Task AnswerRightAndSign(Visit visit)
    {
        var slug = Regex.Match(visit.Page.Url, "/learn/([a-z-]+)").Groups[1].Value;
        foreach (var (question, option) in RightAnswers(slug))
            await visit.Page.Locator($".quiz label:has(input[name='{question}'][value='{option}'])").ClickAsync();
        await visit.Press(visit.Page.Locator(".quiz button.do"));
        await Expect(visit.Page.Locator("main .score.go, main .flash.ok, main .tag.yes").First).ToBeVisibleAsync();
    }

    private static IEnumerable<(string Question, string Option)> RightAnswers(string slug)
    {
        var folder = Path.Combine(RunningPortal.RepositoryRoot(), "Portal.Web", "StarterPack", "lessons");
        var file = Directory.GetFiles(folder, "*.yaml").Single(f => File.ReadLines(f).Any(l => l.Trim() == $"slug: {slug}"));
        string question = "", option = "";
        foreach (var line in File.ReadLines(file).Select(l => l.Trim()))
        {
            if (Regex.Match(line, "^- id: \"?(q[0-9]+)\"?") is { Success: true } q) question = q.Groups[1].Value;
            if (Regex.Match(line, "^- *\\{? *id: \"?([a-e])\"?[ ,]") is { Success: true } o) option = o.Groups[1].Value;
            else if (Regex.Match(line, "^- id: \"?([a-e])\"?$") is { Success: true } alone) option = alone.Groups[1].Value;
            if (line.Contains("right: true", StringComparison.Ordinal)) yield return (question, option);
        }
    }
}
