using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Backup;

/// <summary>Looks at a database file without changing it: is it whole, is it a portal's, which version, how much is in it.</summary>
public sealed class CheckBackup(TimeProvider clock)
{
    private static readonly string[] Needed = ["__EFMigrationsHistory", "merchants", "users", "transactions", "events"];

    // Table and what people call it.
    private static readonly (string Table, string Name)[] Counted =
    [
        ("merchants", "merchants"), ("stores", "stores"), ("terminals", "terminals"), ("users", "people"),
        ("transactions", "transactions"), ("tickets", "tickets"), ("acknowledgements", "signed lessons"),
    ];

    public BackupReport Run(string file)
    {
        if (!File.Exists(file)) return BackupReport.Bad($"There is no file {file}.");
        try
        {
            using var connection = DatabaseFile.Open(file, SqliteOpenMode.ReadOnly);
            return Look(connection, file);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is DatabaseFile.NotADatabase)
        {
            return BackupReport.Bad($"{file} is not a database.");
        }
        catch (SqliteException broken)
        {
            return BackupReport.Bad($"{file} cannot be read: {broken.Message}");
        }
    }

    private BackupReport Look(SqliteConnection connection, string file)
    {
        var faults = DatabaseFile.List(connection, "PRAGMA integrity_check(1)");
        if (faults is not ["ok"]) return BackupReport.Bad($"{file} is damaged: {faults.FirstOrDefault()?.ReplaceLineEndings(" ")}");

        var tables = DatabaseFile.List(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet(StringComparer.Ordinal);
        if (Needed.Any(table => !tables.Contains(table))) return BackupReport.Bad($"{file} is a database, but not one of this portal.");

        var done = DatabaseFile.List(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1");
        var known = Known();
        if (done.Except(known).FirstOrDefault() is { } newer) return BackupReport.Bad($"{file} was written by a newer portal ({newer}): update this one first.");

        var missing = known.Except(done).Count();
        var lines = new List<string>
        {
            "Integrity: ok.",
            missing == 0 ? "Schema: current." : $"Schema: {missing} steps behind; brought up to date at the next start.",
        };
        lines.AddRange(
            from counted in Counted
            where tables.Contains(counted.Table)
            let count = (long)DatabaseFile.Ask(connection, $"SELECT count(*) FROM \"{counted.Table}\"")!
            select string.Create(CultureInfo.InvariantCulture, $"{count} {counted.Name}"));
        return new BackupReport(lines, null);
    }

    private List<string> Known()
    {
        using var model = new SqlitePortalDb(DatabaseChoice.Sqlite("Data Source=:memory:").Options, () => Viewer.Nobody, clock);
        return [.. model.Database.GetMigrations()];
    }
}
