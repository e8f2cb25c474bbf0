using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.EntityFrameworkCore;
using MudBlazor.Services;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Guarding;
using Portal.Web.Hosting.Logs;
using Portal.Web.Shared.Outbound;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>Puts the house together: services first, then the way a request goes.</summary>
public static class PortalHost
{
    /// <summary>Runs on loopback only, where demo data and open sign-ins may be.</summary>
    public const string DemoEnvironment = "Demo";

    public static WebApplicationBuilder AddPortal(this WebApplicationBuilder builder, IReadOnlyList<IFeature> features)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        builder.AddLogs();

        services.AddChecked<PortalOptions>(configuration, PortalOptions.Section);
        services.AddChecked<DatabaseOptions>(configuration, DatabaseOptions.Section);
        services.AddChecked<DemoOptions>(configuration, DemoOptions.Section);
        services.AddChecked<RateLimitOptions>(configuration, RateLimitOptions.Section);
        services.AddSingleton<Turns>().AddSingleton<RateLimits>().AddSingleton<CircuitLimits>();
        services.AddChecked<OutboundOptions>(configuration, OutboundOptions.Section);
        services.AddSingleton<OutboundHttp>();
        services.AddChecked<KeysOptions>(configuration, KeysOptions.Section);

        services.AddSingleton<WriteFoundCardData>().AddHostedService(provider => provider.GetRequiredService<WriteFoundCardData>());
        services.AddGuardedLogs();
        services.AddSingleton(TimeProvider.System);
        services.AddViewer();
        services.AddSingleton<DatabaseChoice>().AddSingleton<DataDirectory>().AddSingleton<InstallationKey>().AddSingleton<PrepareDatabase>().AddSingleton<FillDemo>();
        services.AddSingleton<ClockCheck>().AddHostedService<KeepClock>();
        services.AddSingleton<KeyRing>().AddSingleton<IStartupStep, CheckKeyRing>();
        services.AddScoped<Databases>();
        services.AddScoped<IDbContextFactory<PortalDb>>(provider => provider.GetRequiredService<Databases>());
        services.AddScoped<PortalDb>(provider => provider.GetRequiredService<Databases>().CreateDbContext());
        services.AddDataProtection().SetApplicationName("portal").PersistKeysToDbContext<PortalDb>().SealWithInstallationKey();

        services.AddAllowedHosts(configuration);
        services.AddRefusedRequests();
        services.AddLocalization();
        // Chinese as it is, not as character references: a third of the bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddProblemTexts(features);
        services.AddSingleton<PortalName>();
        services.AddSingleton<PersonNames>();
        services.AddRazorComponents(forms =>
            {
                forms.MaxFormMappingCollectionSize = 100;
                forms.MaxFormMappingErrorCount = 20;
                forms.MaxFormMappingKeySize = Limits.FormKeyLength;
                forms.MaxFormMappingRecursionDepth = 8;
            })
            .AddInteractiveServerComponents(circuits =>
            {
                circuits.DisconnectedCircuitMaxRetained = CircuitLimits.Retained;
                circuits.DisconnectedCircuitRetentionPeriod = CircuitLimits.RetainedFor;
                circuits.JSInteropDefaultCallTimeout = CircuitLimits.CallPatience;
                circuits.MaxBufferedUnacknowledgedRenderBatches = CircuitLimits.UnseenBatches;
            })
            .AddHubOptions(hub =>
            {
                hub.MaximumReceiveMessageSize = CircuitLimits.MessageBytes;
                hub.MaximumParallelInvocationsPerClient = 1;
            });
        services.AddCascadingAuthenticationState();
        // A toast over the buttons of a ticket's head would be in the way of the next deed.
        services.AddMudServices(options => options.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomLeft);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "portal-form";
            options.Cookie.SameSite = SameSiteMode.Lax;
            // The zones say it, more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliPages>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml", "text/event-stream"];
        });

        foreach (var feature in features) feature.Add(services, configuration);
        return builder;
    }

    public static WebApplication MapPortal(this WebApplication app, IReadOnlyList<IFeature> features)
    {
        app.UseTrustedProxies();
        app.UseRefusedRequests();
        app.UseHostFiltering();
        app.UseLeanHeaders();
        app.UseResponseCompression();
        app.UseSecurityHeaders();
        app.UseGuardedRequests();
        app.UsePortalCookies(app.Configuration);
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = StatusOf });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseShownInstead();
        app.UseRequestLocalization(Languages.Options());
        app.UseProgramProblems();
        app.UseRequestRules();
        app.UseRouting();
        app.UseAuthentication();
        app.UseLogScope();
        app.UseRateLimits();
        app.UseCircuitLimits();
        app.UseVisitorWall();
        app.UseFactorGate();
        app.UseAuthorization();
        app.UseFreshSignIn();
        app.UseFormTokens();

        app.MapStaticAssets();
        app.MapHealth();
        app.MapCspReports();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            options.ContentSecurityFrameAncestorsPolicy = null;
            // What people wrote and pieces of card numbers share a message: packed together, its length would tell about both.
            options.DisableWebSocketCompression = true;
        }).WithoutComponentState();
        foreach (var feature in features) feature.Map(app);
        return app;
    }

    /// <summary>What is wrong with a request is no fault of the portal.</summary>
    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
