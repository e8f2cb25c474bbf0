using Microsoft.EntityFrameworkCore;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

public class MigrationsTests
{
    [Fact]
    public void Both_migration_sets_are_current_and_carry_the_same_names()
    {
        using var sqlite = new SqlitePortalDb(DatabaseChoice.Sqlite("Data Source=:memory:").Options, () => Viewer.Nobody, TimeProvider.System);
        using var postgres = new PostgresPortalDb(DatabaseChoice.Postgres("Host=localhost").Options, () => Viewer.Nobody, TimeProvider.System);

        Assert.False(sqlite.Database.HasPendingModelChanges(), "eng/migrate add NAME is due (SQLite)");
        Assert.False(postgres.Database.HasPendingModelChanges(), "eng/migrate add NAME is due (PostgreSQL)");
        Assert.Equal(sqlite.Database.GetMigrations(), postgres.Database.GetMigrations());
    }
}
