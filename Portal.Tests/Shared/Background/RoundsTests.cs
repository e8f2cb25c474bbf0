using Microsoft.Extensions.Logging;
using Portal.Web.Shared.Background;

namespace Portal.Tests.Shared.Background;

public class RoundsTests
{
    [Fact]
    public async Task Goes_on_after_a_failure_and_after_a_time_out_that_looks_like_a_cancellation_and_says_so_once()
    {
        var log = new Lines();
        using var work = new Counting(log, [new InvalidOperationException("4111 1111 1111 1111"), new TaskCanceledException("the database took too long")]);

        await work.StartAsync(default);
        await work.Reached(4).WaitAsync(TimeSpan.FromMinutes(1));
        await work.StopAsync(default);

        Assert.Equal(["Warning: Counting failed: InvalidOperationException. Tried again every 00:00:00.0010000 until it works.", "Information: Counting works again."], log.All);
    }

    [Fact]
    public async Task Ends_quietly_when_the_portal_stops()
    {
        var log = new Lines();
        using var work = new Counting(log, []);

        await work.StartAsync(default);
        await work.Reached(1).WaitAsync(TimeSpan.FromMinutes(1));
        await work.StopAsync(default);

        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(log.All);
    }

    /// <summary>Fails in its first rounds as told, then works.</summary>
    private sealed class Counting(ILogger log, Exception[] failures) : Rounds(TimeSpan.FromMilliseconds(1), TimeProvider.System, log)
    {
        private readonly Dictionary<int, TaskCompletionSource> reached = new[] { 1, 4 }.ToDictionary(n => n, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        private int rounds;

        public Task Reached(int round) => reached[round].Task;

        protected override bool BeginsAtOnce => true;

        protected override Task Round(CancellationToken cancel)
        {
            var round = ++rounds;
            if (reached.TryGetValue(round, out var waiting)) waiting.TrySetResult();
            return round <= failures.Length ? throw failures[round - 1] : Task.CompletedTask;
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly List<string> all = [];

        public IReadOnlyList<string> All => all;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
