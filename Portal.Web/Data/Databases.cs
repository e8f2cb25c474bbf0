using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data;

/// <summary>Opens contexts for the viewer of the scope, or for one named explicitly.</summary>
public sealed class Databases(DatabaseChoice choice, IServiceProvider scope, TimeProvider clock) : IDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext() => choice.Open(scope.GetRequiredService<Viewer>, clock);

    public PortalDb For(Viewer other) => choice.Open(other, clock);
}

/// <summary>Which database configuration names; one for the whole process.</summary>
public sealed class DatabaseChoice
{
    private readonly DbContextOptions<SqlitePortalDb>? sqlite;
    private readonly DbContextOptions<PostgresPortalDb>? postgres;

    public DatabaseChoice(IOptions<DatabaseOptions> options)
    {
        IsSqlite = options.Value.Provider == DatabaseProvider.Sqlite;
        ConnectionString = IsSqlite ? Anchored(options.Value.ConnectionString) : options.Value.ConnectionString;
        if (IsSqlite) sqlite = Sqlite(ConnectionString).Options;
        else postgres = Postgres(ConnectionString).Options;
    }

    public bool IsSqlite { get; }
    public string ConnectionString { get; }

    public PortalDb Open(Viewer viewer, TimeProvider clock) => Open(() => viewer, clock);

    public PortalDb Open(Func<Viewer> viewer, TimeProvider clock) =>
        sqlite is not null ? new SqlitePortalDb(sqlite, viewer, clock) : new PostgresPortalDb(postgres!, viewer, clock);

    public static DbContextOptionsBuilder<SqlitePortalDb> Sqlite(string connectionString) => new DbContextOptionsBuilder<SqlitePortalDb>()
        .UseSqlite(connectionString, o => o.MigrationsAssembly(typeof(PortalDb).Assembly))
        .AddInterceptors(new SqlitePragmas(), new VisitorWall());

    public static DbContextOptionsBuilder<PostgresPortalDb> Postgres(string connectionString) => new DbContextOptionsBuilder<PostgresPortalDb>()
        .UseNpgsql(connectionString, o => o.MigrationsAssembly(typeof(PortalDb).Assembly))
        .AddInterceptors(new VisitorWall());

    // ./run may be called from anywhere: a relative database file lies in the repository, whose place it hands over.
    private static string Anchored(string connectionString)
    {
        var parts = new SqliteConnectionStringBuilder(connectionString);
        if (parts.DataSource is { Length: > 0 } file and not ":memory:")
            parts.DataSource = Path.GetFullPath(file, Environment.GetEnvironmentVariable("PORTAL_ROOT") ?? Environment.CurrentDirectory);
        return parts.ToString();
    }

    /// <summary>Path of the embedded database's file; null where the database is a server or in memory.</summary>
    public string? File => IsSqlite && new SqliteConnectionStringBuilder(ConnectionString).DataSource is { Length: > 0 } file and not ":memory:"
        ? Path.GetFullPath(file)
        : null;
}
