namespace Portal.Web.Data.Backup;

internal static class BackupPlace
{
    /// <summary>Path of the database's file.</summary>
    public static string Live(DatabaseChoice choice) => choice.File
        ?? throw new BackupException("The database is a PostgreSQL server: use pg_dump to back it up and pg_restore to bring it back.");
}
