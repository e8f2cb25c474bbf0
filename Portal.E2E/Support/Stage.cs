using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Portal.E2E.Support.Stage))]

namespace Portal.E2E.Support;

/// <summary>One portal and one browser for the whole run; every test opens a context of its own.</summary>
public sealed class Stage : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public RunningPortal Portal { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Portal.Start();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Installed(),
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            ],
        });
    }

    // A Chromium of the machine where there is one; otherwise Playwright's own.
    private static string? Installed() => new[] { "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public async Task<Visit> Open(Look look)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Portal.Address,
            Locale = look.English ? "en-US" : "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = look.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            DeviceScaleFactor = 1,
            HasTouch = look.Phone,
            IsMobile = look.Phone,
            JavaScriptEnabled = look.Script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await Visit.Begin(context);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await Portal.DisposeAsync();
    }
}

/// <summary>How somebody looks at the portal.</summary>
public sealed record Look(bool Phone = true, bool English = false, bool Dark = false, bool Script = true)
{
    public override string ToString() => $"{(English ? "en" : "zh")}-{(Phone ? "phone" : "desktop")}-{(Dark ? "dark" : "light")}{(Script ? "" : "-noscript")}";

    public static readonly IReadOnlyList<Look> All =
        [.. from phone in new[] { true, false } from english in new[] { false, true } from dark in new[] { false, true } select new Look(phone, english, dark)];
}
