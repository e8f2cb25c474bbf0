using Portal.Web.Data;
using Portal.Web.Data.Guarding;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>Runs a command line verb: builds the services without a web server, brings the database up to date, acts as the portal itself.</summary>
public sealed class VerbHost(Func<WebApplication> build)
{
    /// <summary>Exit 0 done, 1 some rows rejected, 2 could not run.</summary>
    public const int Done = 0, SomeRejected = 1, CouldNotRun = 2;

    public Task<int> Run(Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancel) => Run(verb, prepared: true, cancel);

    /// <summary>Like <see cref="Run(Func{IServiceProvider, CancellationToken, Task{int}}, CancellationToken)"/>, but leaves the database as it is: for verbs that look at files, or replace it.</summary>
    public Task<int> RunUnprepared(Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancel) => Run(verb, prepared: false, cancel);

    private async Task<int> Run(Func<IServiceProvider, CancellationToken, Task<int>> verb, bool prepared, CancellationToken cancel)
    {
        try
        {
            await using var app = build();
            var wrong = OptionsAtStart.Errors(app.Services);
            foreach (var sentence in wrong) await Console.Error.WriteLineAsync(sentence);
            if (wrong.Count > 0) return CouldNotRun;
            if (prepared)
            {
                await app.Services.GetRequiredService<PrepareDatabase>().Run(cancel);
                foreach (var step in app.Services.GetServices<IStartupStep>()) await step.Run(cancel);
            }

            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal with { Origin = Origin.CommandLine };
            var exit = await verb(scope.ServiceProvider, cancel);
            if (prepared) await app.Services.GetRequiredService<WriteFoundCardData>().Write(cancel);
            return exit;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return CouldNotRun;
        }
    }
}

/// <summary>What must be there before anyone is served or any verb runs (the starter pack): quick when it already is.</summary>
public interface IStartupStep
{
    Task Run(CancellationToken cancel);
}
