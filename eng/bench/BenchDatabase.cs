using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Web.Data;
using Portal.Web.Features;
using Portal.Web.Features.Demo;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Bench;

/// <summary>A demo database of so many transactions, the same number a terminal at every size; made once, then used again.</summary>
internal sealed class BenchDatabase(string file, int rows, WebApplication app)
{
    public const int RowsPerTerminal = 714;

    public static readonly DateTimeOffset Until = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);

    public string File => file;
    public int Rows => rows;
    public IServiceProvider Services => app.Services;

    public static async Task<BenchDatabase> Open(string folder, int rows)
    {
        var database = await OpenAs(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"demo-{rows}.db")), rows);
        // A story leaves out a little of the traffic around it.
        if (database.Number("SELECT max(id) FROM transactions") < rows - rows / 100) await database.Fill();
        return database;
    }

    public static async Task<BenchDatabase> OpenAs(string file, int rows, TimeProvider? clock = null)
    {
        var builder = PortalProgram.Builder([], AllFeatures.List, PortalHost.DemoEnvironment);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = $"Data Source={file}" });
        if (clock is not null) builder.Services.AddSingleton(clock);
        var app = builder.Build();
        await app.Services.GetRequiredService<PrepareDatabase>().Run(default);
        return new BenchDatabase(file, rows, app);
    }

    public async Task<T> Run<TUseCase, T>(Func<TUseCase, Task<T>> act) where TUseCase : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public SqliteConnection Connection()
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        return connection;
    }

    public long Number(string sql)
    {
        using var connection = Connection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }

    public IReadOnlyList<long> Ids(string sql)
    {
        using var connection = Connection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var ids = new List<long>();
        while (row.Read()) ids.Add(row.GetInt64(0));
        return ids;
    }

    private async Task Fill()
    {
        Console.Error.WriteLine($"Filling {file} with {rows} transactions …");
        var terminals = Math.Max(14, rows / RowsPerTerminal);
        var plan = new DemoPlan(rows, terminals, Math.Max(6, terminals * 5 / 14), 30, 7, Until);
        await Run<RegisterDemoMerchants, bool>(async r => { await r.Run(plan, default); return true; });
        await Run<WriteDemoHistory, WriteDemoHistory.Written>(w => w.Run(plan, null, default));
    }
}
