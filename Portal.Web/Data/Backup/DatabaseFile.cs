using Microsoft.Data.Sqlite;

namespace Portal.Web.Data.Backup;

/// <summary>Opening, copying and locking files of the embedded database, outside of the pool.</summary>
internal static class DatabaseFile
{
    public const int Damaged = 11, NotADatabase = 26;
    private const int Busy = 5, Locked = 6;

    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Copies in one step what is committed at this moment, while others go on writing; the copy is one file that needs no other beside it.</summary>
    /// <param name="mode">ReadWrite for the database in use, whose journal may have to be read; ReadOnly for a file that must not be touched.</param>
    public static void Copy(string from, string to, SqliteOpenMode mode)
    {
        Delete(to);
        using (var source = Open(from, mode))
        using (var target = Open(to, SqliteOpenMode.ReadWriteCreate))
        {
            Ask(source, "PRAGMA busy_timeout=30000");
            source.BackupDatabase(target);
            Ask(target, "PRAGMA journal_mode=DELETE");
        }

        using var written = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    /// <summary>Takes the file for a moment as its only user and writes its journal into it.</summary>
    /// <returns>False where somebody else has it open. A file too damaged to be opened is nobody's.</returns>
    public static bool TryFold(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadWrite);
            Ask(connection, "PRAGMA busy_timeout=500");
            return Ask(connection, "PRAGMA journal_mode=DELETE") is "delete";
        }
        catch (SqliteException taken) when (taken.SqliteErrorCode is Busy or Locked)
        {
            return false;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Damaged or NotADatabase)
        {
            return true;
        }
    }

    public static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command.ExecuteScalar();
    }

    public static List<string> List(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>The file and what lies beside it.</summary>
    public static void Delete(string file)
    {
        foreach (var name in new[] { file, file + "-wal", file + "-shm", file + "-journal" }) File.Delete(name);
    }
}
