using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Web.Data;
using Portal.Web.Features;
using Portal.Web.Features.Audit;
using Portal.Web.Features.People;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Support;

/// <summary>
/// A whole portal on a database of its own (a new SQLite file), with the merchants of the cast. <see cref="As"/> acts as a person of the cast;
/// <see cref="Browse"/> signs one in over HTTP.
/// </summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
    private readonly TestDatabase database;
    private readonly Dictionary<string, string?> settings = [];
    private WebApplication app = null!;

    // What most tests are not about: nobody must have a second factor. A test that is sets it.
    private TestPortal()
    {
        database = new TestDatabase(folder);
        Configure("SignIn:RequireSecondFactor", "none");
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 6, 5, 0, TimeSpan.Zero));
    public IServiceProvider Services => app.Services;
    public Uri Address { get; private set; } = null!;
    public string Folder => folder;

    /// <summary>The embedded database's file; only there where the suite runs on SQLite.</summary>
    public string DatabaseFile => database.File;

    /// <summary>What another process needs to work on the same database.</summary>
    public Task<Dictionary<string, string?>> Settings() => database.Settings();

    /// <summary>Sees every answer that browsers and programs get.</summary>
    public Func<HttpResponseMessage, Task>? Look { get; set; }

    private Action<WebApplicationBuilder>? configure;

    public static Task<TestPortal> Start(params Cast.Company[] companies) => Start(null, companies);

    /// <param name="settings">Beside those of every test: no rate limits.</param>
    public static Task<TestPortal> StartWith(Dictionary<string, string?> settings, params Cast.Company[] companies) =>
        Start(builder => builder.Configuration.AddInMemoryCollection(settings), companies);

    /// <param name="configure">What is different about this portal.</param>
    public static async Task<TestPortal> Start(Action<WebApplicationBuilder>? configure, params Cast.Company[] companies)
    {
        var portal = new TestPortal { configure = configure };
        await portal.Open();
        foreach (var company in companies.DefaultIfEmpty(Cast.LotusTea)) await portal.Register(company);
        return portal;
    }

    /// <summary>With settings of its own, and both merchants.</summary>
    public static async Task<TestPortal> StartWith(params (string Key, string Value)[] settings)
    {
        var portal = new TestPortal();
        foreach (var (key, value) in settings) portal.Configure(key, value);
        await portal.Open();
        await portal.Register(Cast.LotusTea);
        await portal.Register(Cast.HarbourNoodles);
        return portal;
    }

    /// <summary>Stops the process's worth of services and starts them again on the same database.</summary>
    public async Task Restart()
    {
        await app.DisposeAsync();
        await Open();
    }

    /// <summary>A setting that holds from the next <see cref="Restart"/> on.</summary>
    public void Configure(string key, string? value) => settings[key] = value;

    private async Task Open()
    {
        var builder = PortalProgram.Builder([], AllFeatures.List, "Development");
        builder.Configuration.AddInMemoryCollection(await database.Settings());
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        builder.Configuration["RateLimits:Enabled"] = "false";
        builder.Configuration.AddInMemoryCollection(settings);
        // A password costs little here.
        builder.Services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        // Tests take events into the audit trail when they mean to.
        foreach (var sealing in builder.Services.Where(s => s.ImplementationType == typeof(KeepSealing)).ToList()) builder.Services.Remove(sealing);
        configure?.Invoke(builder);
        app = builder.Build().MapPortal(AllFeatures.List);
        await app.Services.GetRequiredService<PrepareDatabase>().Run(default);
        foreach (var step in app.Services.GetServices<IStartupStep>()) await step.Run(default);
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private async Task Register(Cast.Company company)
    {
        await using var db = Database();
        var merchant = new Merchant(company.Id, company.Number);
        merchant.Describe(company.Name, "5812", MerchantStatus.Active, null, foreignCards: false);
        db.Merchants.Add(merchant);
        foreach (var shop in company.Shops)
        {
            var store = new Store(shop.Id, company.Id, shop.Number);
            store.Describe(shop.Name, "", "Asia/Shanghai");
            db.Stores.Add(store);
            foreach (var terminal in shop.Terminals)
            {
                var registered = new Terminal(terminal.Id, company.Id, shop.Id, terminal.Number);
                registered.Describe(shop.Id, terminal.Name, terminal.Number + "SN", "A920", "2.1.0", 100_000, null, true, new DateOnly(2024, 3, 1));
                db.Terminals.Add(registered);
            }
        }

        await db.SaveChangesAsync();
    }

    /// <summary>The database as the portal itself sees it.</summary>
    public PortalDb Database() => Services.GetRequiredService<DatabaseChoice>().Open(Viewer.Portal, Clock);

    /// <summary>Something the whole process has one of.</summary>
    public T Find<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Acts in the name of a person of the cast.</summary>
    public Acting As(Cast.Person person) => new(Services, person.Viewer);

    public Acting As(Viewer viewer) => new(Services, viewer);

    public sealed class Acting(IServiceProvider services, Viewer viewer)
    {
        public async Task<TResult> Run<TUseCase, TResult>(Func<TUseCase, Task<TResult>> act) where TUseCase : notnull
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = viewer;
            return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
        }

        public Task<Result> Run<TUseCase>(Func<TUseCase, Task<Result>> act) where TUseCase : notnull => Run<TUseCase, Result>(act);
    }

    /// <summary>A browser of nobody in particular: keeps cookies, follows no redirect.</summary>
    public Browsing Browse() => new(Address, answer => Look?.Invoke(answer) ?? Task.CompletedTask);

    /// <summary>Signs a person of the cast in with a password, over HTTP.</summary>
    public async Task<Browsing> Browse(Cast.Person person)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
            var added = await scope.ServiceProvider.GetRequiredService<AddPerson>().Run(
                new(person.Email, person.Name, person.Role, person.Company?.Number, [.. person.Shops.Select(s => s.Number)], Cast.Password), default);
            Assert.True(added.IsOk || added.Problem?.Code == "email-taken", added.Problem?.Code);
        }

        var browsing = Browse();
        var answer = await browsing.Post("/account/login", ("email", person.Email), ("password", Cast.Password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browsing;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
