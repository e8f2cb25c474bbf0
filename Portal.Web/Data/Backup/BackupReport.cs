namespace Portal.Web.Data.Backup;

/// <summary>What a look at a database file found.</summary>
/// <param name="Lines">One plain sentence each, for the command line.</param>
/// <param name="Fault">Why the file must not be trusted; null: it is whole, and a database of this portal.</param>
public sealed record BackupReport(IReadOnlyList<string> Lines, string? Fault)
{
    public static BackupReport Bad(string fault) => new([], fault);
}
