using Microsoft.EntityFrameworkCore.Design;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data;

// Used by eng/migrate only; neither needs a running database.

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqlitePortalDb>
{
    public SqlitePortalDb CreateDbContext(string[] args) =>
        new(DatabaseChoice.Sqlite("Data Source=:memory:").Options, () => Viewer.Nobody, TimeProvider.System);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresPortalDb>
{
    public PostgresPortalDb CreateDbContext(string[] args) =>
        new(DatabaseChoice.Postgres("Host=localhost").Options, () => Viewer.Nobody, TimeProvider.System);
}
