namespace Portal.Fuzz;

/// <summary>Something that reads what comes from outside.</summary>
internal abstract class Target : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>Good inputs that mutation begins with.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words this reader knows, strewn into inputs.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>How many inputs are tried at the same time.</summary>
    public virtual int AtOnce => 1;

    public virtual Task Start() => Task.CompletedTask;

    /// <returns>What is wrong with how it was read; null where nothing is. An exception is wrong too.</returns>
    public abstract Task<string?> Try(byte[] input);

    protected virtual ValueTask Stop() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Stop();
}
