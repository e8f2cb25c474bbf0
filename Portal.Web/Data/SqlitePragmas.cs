using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Web.Data;

/// <summary>
/// Every connection to the embedded database is set up alike. FULL: what was acknowledged has been synced. busy_timeout: the driver's own
/// waiting loop sleeps 150 ms at a time. Pooled connections keep what an earlier user set, so all of it is set at each opening.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public const string Sql =
        "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA foreign_keys=1; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=1000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }
}
