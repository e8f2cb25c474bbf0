using System.Threading.Channels;
using Portal.Domain.Common;

namespace Portal.Web.Features.Live;

/// <summary>
/// Looks, for all open streams of this process together, every second and a half whether anything they watch changed; while nobody listens it asks
/// nothing. More streams than the limits allow are not taken: those pages keep their reload link.
/// </summary>
public sealed class LiveWatch(LiveMarks marks, TimeProvider clock, ILogger<LiveWatch> log) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    private readonly Lock gate = new();
    private readonly List<Listener> listeners = [];
    private readonly CancellationTokenSource closing = new();
    private bool looking, failing;

    public int Count
    {
        get
        {
            lock (gate) return listeners.Count;
        }
    }

    /// <param name="seen">The numbers the page was made with.</param>
    /// <returns>Null where there is no room for another one.</returns>
    public Listener? Join(UserId user, IReadOnlyList<Watched> watched, string seen)
    {
        lock (gate)
        {
            if (listeners.Count >= Limits.LiveStreams || listeners.Count(l => l.User == user) >= Limits.LiveStreamsPerUser) return null;
            var listener = new Listener(this, user, watched, seen);
            listeners.Add(listener);
            if (!looking) _ = Go(closing.Token);
            looking = true;
            return listener;
        }
    }

    /// <summary>Compares once, and wakes whom it concerns.</summary>
    public async Task Look(CancellationToken cancel)
    {
        Listener[] now;
        lock (gate) now = [.. listeners];
        if (now.Length == 0) return;

        var found = await marks.Read([.. now.SelectMany(l => l.Watched).Distinct()], cancel);
        foreach (var listener in now) listener.Compare(LiveMarks.Join(listener.Watched, found));
    }

    private async Task Go(CancellationToken closed)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(closed))
            {
                lock (gate)
                {
                    looking = listeners.Count > 0;
                    if (!looking) return;
                }

                await Try(closed);
            }
        }
        catch (OperationCanceledException)
        {
            // The portal is shutting down.
        }
    }

    private async Task Try(CancellationToken closed)
    {
        try
        {
            await Look(closed);
            failing = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever keeps the database from answering now, the next look finds what this one missed. Said once, not every second.
            if (!failing) log.LogWarning("Open pages cannot be told of changes: {Reason}. Tried again until it works.", error.GetType().Name);
            failing = true;
        }
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    private void Leave(Listener listener)
    {
        lock (gate) listeners.Remove(listener);
    }

    /// <summary>One open page.</summary>
    public sealed class Listener(LiveWatch watch, UserId user, IReadOnlyList<Watched> watched, string seen) : IDisposable
    {
        // Only the newest numbers matter: whoever reads late finds one change, not ten.
        private readonly Channel<string> changes = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public UserId User => user;

        public IReadOnlyList<Watched> Watched => watched;

        public string Seen { get; private set; } = seen;

        public void Compare(string now)
        {
            if (now == Seen) return;
            Seen = now;
            changes.Writer.TryWrite(now);
        }

        /// <summary>The new numbers as soon as there are any; null after so much time without.</summary>
        public async Task<string?> Change(TimeSpan within, TimeProvider clock, CancellationToken cancel)
        {
            using var patience = new CancellationTokenSource(within, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
            try
            {
                return await changes.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return null;
            }
        }

        public void Dispose() => watch.Leave(this);
    }
}
