namespace Portal.Web.Data;

/// <summary>
/// Lets those who want the same thing at the same moment go one after another within this process, so that they need not run into each other's unique index or
/// version again and again. What decides is still the database: other nodes do not wait here.
/// </summary>
public sealed class Turns : IDisposable
{
    private readonly SemaphoreSlim[] queues = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <param name="what">"ticket 1042"; two things may share a queue, one thing never has two. Never asked for while a turn is held.</param>
    public async Task<IDisposable> Wait(string what, CancellationToken cancel)
    {
        var queue = queues[(uint)what.GetHashCode(StringComparison.Ordinal) % (uint)queues.Length];
        await queue.WaitAsync(cancel);
        return new Turn(queue);
    }

    public void Dispose()
    {
        foreach (var queue in queues) queue.Dispose();
    }

    private sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
