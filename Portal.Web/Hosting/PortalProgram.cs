using System.CommandLine;
using Microsoft.Extensions.Logging.Console;
using Portal.Web.Data;

namespace Portal.Web.Hosting;

/// <summary>What the process does: without a verb it serves, with one it does that and ends.</summary>
public static class PortalProgram
{
    public const string DefaultUrls = "http://localhost:5080";

    public static async Task<int> Run(string[] args, IReadOnlyList<IFeature> features)
    {
        using var guarded = GuardedOutput.OverConsole();
        var root = new RootCommand("Support portal for declined POS transactions. Without a verb: serve.") { TreatUnmatchedTokensAsErrors = false };
        var noDemo = new Option<bool>("--no-demo") { Description = "Leave out the demo data." };
        var urls = new Option<string>("--urls") { Description = $"Where to listen, {DefaultUrls} unless set." };
        root.Options.Add(noDemo);
        root.Options.Add(urls);
        root.SetAction((parsed, cancel) => Serve(args, parsed.GetValue(noDemo), parsed.GetValue(urls), features, cancel));

        var host = new VerbHost(() => Builder([], features).Build());
        foreach (var verb in features.SelectMany(f => f.Verbs(host))) root.Subcommands.Add(verb);
        return await root.Parse(args).InvokeAsync();
    }

    /// <summary>Everything a served portal has, with nothing mapped yet; tests start here too.</summary>
    public static WebApplicationBuilder Builder(string[] args, IReadOnlyList<IFeature> features, string? environment = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(PortalProgram).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        builder.Configuration.AddEnvironmentVariables("PORTAL__").AddCommandLine(args);
        // Secrets as container platforms and vaults hand them over: a folder with a file for each setting, "Mail__Password".
        if (builder.Configuration["Keys:SecretsFolder"] is { Length: > 0 } secrets) builder.Configuration.AddKeyPerFile(Path.GetFullPath(secrets), optional: false);
        // Standard output holds the answer of a verb alone.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddServerLimits();
        return builder.AddPortal(features);
    }

    private static async Task<int> Serve(string[] args, bool noDemo, string? urls, IReadOnlyList<IFeature> features, CancellationToken cancel)
    {
        var builder = Builder([.. args.Where(a => a != "--no-demo")], features);
        if (noDemo) builder.Configuration["Demo:Enabled"] = "false";
        var listen = urls ?? builder.Configuration["urls"] ?? DefaultUrls;
        builder.WebHost.UseUrls(listen);

        await using var app = builder.Build().MapPortal(features);
        var broken = HostRules.Broken(app, listen.Split(';', StringSplitOptions.RemoveEmptyEntries));
        if (broken.Count > 0)
        {
            foreach (var sentence in broken) await Console.Error.WriteLineAsync(sentence);
            return VerbHost.CouldNotRun;
        }

        try
        {
            await app.Services.GetRequiredService<PrepareDatabase>().Run(cancel);
            foreach (var step in app.Services.GetServices<IStartupStep>()) await step.Run(cancel);
        }
        catch (StartException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return VerbHost.CouldNotRun;
        }

        await app.Services.GetRequiredService<FillDemo>().Run(cancel);
        await app.StartAsync(cancel);
        foreach (var greeting in app.Services.GetServices<IGreeting>()) await greeting.Write(app.Urls, Console.Out, cancel);
        await app.WaitForShutdownAsync(cancel);
        return VerbHost.Done;
    }
}

/// <summary>What is printed once the portal serves: the address, the demo sign-ins.</summary>
public interface IGreeting
{
    Task Write(IEnumerable<string> urls, TextWriter output, CancellationToken cancel);
}
