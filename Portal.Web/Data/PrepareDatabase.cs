using Microsoft.EntityFrameworkCore;
using Portal.Web.Data.Audit;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data;

/// <summary>Creates the database where there is none and brings it to the current schema.</summary>
public sealed class PrepareDatabase(DatabaseChoice choice, TimeProvider clock)
{
    public async Task Run(CancellationToken cancel)
    {
        if (choice.File is { } file) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var db = choice.Open(Viewer.Portal, clock);
        if (choice.IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
        await db.Database.MigrateAsync(cancel);
        await AuditGuard.Lay(db, choice.IsSqlite, cancel);
    }
}
