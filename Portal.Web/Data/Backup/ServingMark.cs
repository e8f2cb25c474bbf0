namespace Portal.Web.Data.Backup;

/// <summary>A file beside the embedded database that a serving portal keeps locked. The lock ends with the process, however that ends.</summary>
public sealed class ServingMark(DatabaseChoice choice) : IHostedService, IDisposable
{
    private FileStream? held;

    /// <returns>Null where somebody else has it.</returns>
    public FileStream? TryTake()
    {
        try
        {
            return choice.File is { } file ? new FileStream(file + ".serving", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        held = TryTake();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        held?.Dispose();
        held = null;
    }
}
