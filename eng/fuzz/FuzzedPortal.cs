using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Data;
using Portal.Web.Features;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Hosting;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Fuzz;

/// <summary>A whole portal with demo data in this process, on loopback, without rate limits.</summary>
internal sealed class FuzzedPortal : IAsyncDisposable
{
    private const string Password = "demo-counter-2026";

    private readonly string folder = Directory.CreateTempSubdirectory("portal-fuzz-").FullName;
    private WebApplication? app;

    public Uri Address { get; private set; } = null!;

    public async Task Start()
    {
        var builder = PortalProgram.Builder([], AllFeatures.List, PortalHost.DemoEnvironment);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder, "portal.db")}",
            ["Logging:LogLevel:Default"] = "None",
            ["RateLimits:Enabled"] = "false",
            ["Demo:Enabled"] = "true",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build().MapPortal(AllFeatures.List);
        await app.Services.GetRequiredService<PrepareDatabase>().Run(default);
        foreach (var step in app.Services.GetServices<IStartupStep>()) await step.Run(default);
        await app.Services.GetRequiredService<FillDemo>().Run(default);
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = Address };

    public async Task<HttpClient> SignIn(string email)
    {
        var browser = Browser();
        var page = await browser.GetStringAsync("/account/login");
        var hidden = Regex.Matches(page, "<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"").Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var form = new FormUrlEncodedContent([.. hidden.Where(h => h.Key is "_handler" or "__RequestVerificationToken").DistinctBy(h => h.Key).Where(h => h.Key != "_handler"), new("_handler", "login"), new("email", email), new("password", Password)]);
        using var answer = await browser.PostAsync("/account/login", form);
        return answer.StatusCode == HttpStatusCode.Found ? browser : throw new InvalidOperationException($"{email} could not sign in: {answer.StatusCode}");
    }

    public async Task<HttpClient> Program()
    {
        await using var scope = app!.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
        var key = await scope.ServiceProvider.GetRequiredService<AddApiKey>().Run(new("fuzz", ApiScopes.All, null, null), default);
        var program = Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key.Value);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
