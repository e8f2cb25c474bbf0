using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Tests.Support;

/// <summary>
/// A database for one test: a new SQLite file, or, where PORTAL_TEST_POSTGRES holds the connection string of a server that may be used,
/// a new database on it. So the whole suite can be run on either.
/// </summary>
public sealed class TestDatabase(string folder) : IAsyncDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("PORTAL_TEST_POSTGRES");
    private readonly string name = "portal_test_" + Guid.NewGuid().ToString("N");
    private bool created;

    public static bool IsPostgres => Server is { Length: > 0 };

    public string File => Path.Combine(folder, "portal.db");

    public async Task<Dictionary<string, string?>> Settings()
    {
        if (!IsPostgres) return new() { ["Database:Provider"] = "Sqlite", ["Database:ConnectionString"] = $"Data Source={File}" };

        if (!created) await OnServer($"CREATE DATABASE {name}");
        created = true;
        return new()
        {
            ["Database:Provider"] = "Postgres",
            ["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString(),
            ["Portal:DataDirectory"] = folder,
        };
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        if (created) await OnServer($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task OnServer(string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
