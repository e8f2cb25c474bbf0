using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Portal.Web.Data.Backup;

/// <summary>
/// Puts a backup in the place of the database. Everything that can be refused is refused before anything is touched; what is replaced stays beside it.
/// </summary>
public sealed class RestoreBackup(DatabaseChoice choice, CheckBackup check, ServingMark serving, TimeProvider clock)
{
    /// <returns>Path under which the replaced database is kept; null where there was none.</returns>
    /// <exception cref="BackupException">Why nothing was restored.</exception>
    public string? Run(string file)
    {
        var live = BackupPlace.Live(choice);
        if (Path.GetFullPath(file) == live) throw new BackupException("That is the database itself: name another file.");
        if (check.Run(file).Fault is { } fault) throw new BackupException(fault);
        Directory.CreateDirectory(Path.GetDirectoryName(live)!);

        // Held to the end: a portal that starts meanwhile finds it taken, one that serves has it.
        using var mark = serving.TryTake() ?? throw StillServing();
        var part = live + ".restoring";
        try
        {
            DatabaseFile.Copy(file, part, SqliteOpenMode.ReadOnly);
            if (check.Run(part).Fault is { } broken) throw new BackupException(broken);
            if (File.Exists(live) && !DatabaseFile.TryFold(live)) throw StillServing();
            return Replace(part, live);
        }
        finally
        {
            DatabaseFile.Delete(part);
        }
    }

    private string? Replace(string part, string live)
    {
        if (!File.Exists(live))
        {
            File.Move(part, live);
            return null;
        }

        var kept = Unused(live + ".before-restore-" + clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        // A journal is left only beside a database too damaged to take it in. It must not be laid over the new one.
        foreach (var beside in new[] { "-wal", "-shm", "-journal" })
            if (File.Exists(live + beside)) File.Move(live + beside, kept + beside);
        File.Replace(part, live, kept);
        return kept;
    }

    private static string Unused(string path)
    {
        var free = path;
        for (var n = 2; File.Exists(free); n++) free = string.Create(CultureInfo.InvariantCulture, $"{path}-{n}");
        return free;
    }

    private static BackupException StillServing() => new("The portal is running on this database: stop it, then restore.");
}
