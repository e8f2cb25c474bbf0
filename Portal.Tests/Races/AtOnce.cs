namespace Portal.Tests.Races;

/// <summary>A hundred attempts at the very same moment, as far as the machine can.</summary>
internal static class AtOnce
{
    public const int Attempts = 100;

    public static async Task<IReadOnlyList<T>> Of<T>(Func<int, Task<T>> attempt, int attempts = Attempts)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, attempts).Select(i => Task.Run(async () =>
        {
            await ready.Task;
            return await attempt(i);
        })).ToList();
        ready.SetResult();
        return await Task.WhenAll(all);
    }
}
