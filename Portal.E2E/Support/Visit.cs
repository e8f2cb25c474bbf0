using Microsoft.Playwright;

namespace Portal.E2E.Support;

/// <summary>One person's browser. Whatever the console or the content policy complains about is kept; <see cref="Done"/> fails on it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private readonly IBrowserContext context;

    private Visit(IBrowserContext context) => this.context = context;

    public IPage Page { get; private set; } = null!;

    /// <summary>Addresses of web sockets opened: merchant pages open none.</summary>
    public List<string> Sockets { get; } = [];

    /// <summary>Pages loaded and forms sent, each counted as one action of a person.</summary>
    public int Actions { get; private set; }

    public static async Task<Visit> Begin(IBrowserContext context)
    {
        var visit = new Visit(context);
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))");
        visit.Page = await context.NewPageAsync();
        visit.Page.SetDefaultTimeout(15_000);
        visit.Page.Console += (_, message) =>
        {
            // A form answered with its errors or a page not found is no fault of the page.
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal)) visit.complaints.Add(message.Text);
        };
        visit.Page.PageError += (_, error) => visit.complaints.Add(error);
        visit.Page.WebSocket += (_, socket) => visit.Sockets.Add(socket.Url);
        return visit;
    }

    public async Task Go(string path)
    {
        Actions++;
        await Page.GotoAsync(path);
    }

    public async Task Press(ILocator what)
    {
        Actions++;
        await what.ClickAsync();
    }

    public async Task Type(ILocator where, string text)
    {
        Actions++;
        await where.FillAsync(text);
    }

    /// <summary>Turns the system light or dark and waits until the page wears it: the style sheets do at once, MudBlazor's palette after a round trip over the circuit.</summary>
    public async Task Turn(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Settled();
    }

    /// <summary>Waits until MudBlazor's palette, where the page has one, is that of the style sheets.</summary>
    public async Task Settled() => await Page.WaitForFunctionAsync("""
        () => {
            if (!getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-surface')) return true;
            const probe = document.body.appendChild(document.createElement('i'));
            const shown = name => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
            const same = shown('--mud-palette-surface') === shown('--surface');
            probe.remove();
            return same;
        }
        """);

    public Task<bool> ScrollsSideways() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");

    /// <summary>The one button or link a person would call by that name.</summary>
    public ILocator Named(string zh, string en) => Page.GetByRole(AriaRole.Button, new() { NameRegex = Either(zh, en) })
        .Or(Page.GetByRole(AriaRole.Link, new() { NameRegex = Either(zh, en) })).First;

    public static System.Text.RegularExpressions.Regex Either(string zh, string en) => new($"{zh}|{en}");

    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Signed in as one of the acquirer's people.</summary>
    public bool IsStaff { get; set; }

    public void Done() => Assert.Empty(complaints);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
