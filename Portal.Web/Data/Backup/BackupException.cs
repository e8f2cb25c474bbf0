namespace Portal.Web.Data.Backup;

/// <summary>A backup or restore that was refused or could not be done, told in one sentence. Nothing was changed.</summary>
public sealed class BackupException : Exception
{
    public BackupException() { }

    public BackupException(string message) : base(message) { }

    public BackupException(string message, Exception inner) : base(message, inner) { }
}
