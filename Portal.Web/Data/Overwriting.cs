using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Data;

/// <summary>
/// While this lasts the embedded database writes zeros over what it changes and deletes, and at its end folds its journal in: what was erased does not
/// lie readable in the file. A server does that with its vacuum.
/// </summary>
public sealed class Overwriting : IAsyncDisposable
{
    private readonly PortalDb db;

    private Overwriting(PortalDb db) => this.db = db;

    /// <summary>Before a transaction is begun.</summary>
    public static async Task<Overwriting> Begin(PortalDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        if (db is SqlitePortalDb) await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancel);
        return new(db);
    }

    public async ValueTask DisposeAsync()
    {
        if (db is SqlitePortalDb)
        {
            // Somebody who still reads an older state keeps the journal as it is; it is folded in later by itself.
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=OFF");
        }

        await db.Database.CloseConnectionAsync();
    }
}
