using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Web.Data.Audit;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data;

/// <summary>Creates the database where there is none and brings it to the current schema, or, where the account that serves may not, sees that it is current.</summary>
public sealed class PrepareDatabase(DatabaseChoice choice, IOptions<DatabaseOptions> options, TimeProvider clock)
{
    /// <exception cref="StartException">It is not current, and this process does not migrate.</exception>
    public async Task Run(CancellationToken cancel)
    {
        if (options.Value.MigrateAtStart) await Migrate(cancel);
        else await Check(cancel);
    }

    public async Task Migrate(CancellationToken cancel)
    {
        if (choice.File is { } file) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var db = choice.Open(Viewer.Portal, clock);
        if (choice.IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
        await db.Database.MigrateAsync(cancel);
        await AuditGuard.Lay(db, choice.IsSqlite, cancel);
    }

    private async Task Check(CancellationToken cancel)
    {
        const string How = "Stop the portal, run ./run migrate with the account that owns the tables, and start again (Database:MigrateAtStart is off).";
        if (choice.File is { } file && !File.Exists(file)) throw new StartException($"There is no database {file}. {How}");
        await using var db = choice.Open(Viewer.Nobody, clock);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancel);
        var known = db.Database.GetMigrations().ToList();
        if (applied.Except(known).Any()) throw new StartException("The database was made by a newer portal than this one: start that one.");
        if (known.Except(applied).Count() is > 0 and var missing) throw new StartException($"The database lacks {missing} of {known.Count} migrations. {How}");
        if (!await AuditGuard.IsThere(db, choice.IsSqlite, cancel)) throw new StartException($"The guard of the audit trail is not laid over its tables. {How}");
    }
}
