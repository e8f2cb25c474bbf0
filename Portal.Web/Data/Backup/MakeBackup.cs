using Microsoft.Data.Sqlite;

namespace Portal.Web.Data.Backup;

/// <summary>Writes the whole database into one file while the portal goes on serving. The file appears under its name only once it was checked.</summary>
public sealed class MakeBackup(DatabaseChoice choice, CheckBackup check)
{
    /// <returns>What was found in the finished file.</returns>
    /// <exception cref="BackupException">Why there is no backup; what lay under that name before is still there.</exception>
    public BackupReport Run(string file)
    {
        var live = BackupPlace.Live(choice);
        if (Path.GetFullPath(file) == live) throw new BackupException("That is the database itself: name another file.");
        if (Directory.Exists(file)) throw new BackupException($"{file} is a folder: name a file.");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))) throw new BackupException($"There is no folder for {file}.");
        if (File.Exists(file) && check.Run(file).Fault is not null) throw new BackupException($"{file} exists and is no backup of this portal: it was left alone.");

        var part = file + ".part";
        try
        {
            DatabaseFile.Copy(live, part, SqliteOpenMode.ReadWrite);
            var report = check.Run(part);
            if (report.Fault is { } fault) throw new BackupException(fault);
            File.Move(part, file, overwrite: true);
            return report;
        }
        finally
        {
            DatabaseFile.Delete(part);
        }
    }
}
