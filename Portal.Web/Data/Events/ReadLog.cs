using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Events;

/// <summary>
/// Takes down who looked at what of merchants that are not their own: the acquirer's staff, and keys of all merchants. Once for the same person and
/// thing within <see cref="Limits.ReadAgainMinutes"/>. Written behind, many at a time, so nobody waits for it; the queue is written out when the portal stops.
/// </summary>
public sealed class ReadLog(DatabaseChoice choice, TimeProvider clock, ILogger<ReadLog> log) : BackgroundService
{
    private const int Waiting = 10_000, AtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Waits> queue = Channel.CreateBounded<Waits>(Waiting);
    private readonly ConcurrentDictionary<(Guid Who, string Subject), DateTimeOffset> seen = new();
    private readonly List<Waits> taken = [];
    private DateTimeOffset swept;

    /// <param name="Written">Of who wants to know when everything before has been written.</param>
    private sealed record Waits(Viewer Viewer, RecordOpened? Opened, TaskCompletionSource? Written = null);

    /// <summary>Whether what this viewer reads is taken down.</summary>
    public static bool Concerns(Viewer viewer) => (viewer.SeesAllMerchants || viewer.IsVisiting) && (viewer.UserId is not null || viewer.Key is not null);

    /// <summary>Waits only where ten thousand others wait already: nothing looked at goes untold.</summary>
    public async ValueTask Note(Viewer viewer, RecordOpened opened, CancellationToken cancel)
    {
        if (!Concerns(viewer)) return;
        var (now, who) = (clock.GetUtcNow(), viewer.UserId?.Value ?? viewer.Key!.Value);
        var again = now - TimeSpan.FromMinutes(Limits.ReadAgainMinutes);
        if (seen.TryGetValue((who, opened.Subject), out var before) && before > again) return;

        seen[(who, opened.Subject)] = now;
        Forget(again, now);
        await queue.Writer.WriteAsync(new(viewer, opened), cancel);
    }

    /// <summary>Done when everything noted before has been written.</summary>
    public async Task Written(CancellationToken cancel)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(new(Viewer.Portal, null, written), cancel);
        await written.Task.WaitAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // What could not be written lies in "taken" and is tried again.
            while (taken.Count > 0 || await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                // Looks gather for a moment, so that many are one write; nobody waits for it.
                await Task.Delay(Pause, stoppingToken);
                await Try(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await Try(CancellationToken.None);
        }
    }

    private async Task Try(CancellationToken cancel)
    {
        try
        {
            while (taken.Count > 0 || Take()) await Write(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogWarning("What was looked at could not be written: {Reason}. Tried again in a moment.", error.GetType().Name);
        }
    }

    private bool Take()
    {
        while (taken.Count < AtOnce && queue.Reader.TryRead(out var one)) taken.Add(one);
        return taken.Count > 0;
    }

    private async Task Write(CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        foreach (var one in taken)
            if (one.Opened is not null) db.Raise(one.Opened, one.Viewer);
        await LeaveOutErased(db, cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var one in taken) one.Written?.TrySetResult();
        taken.Clear();
    }

    /// <summary>Whoever was erased between looking and writing is not named any more.</summary>
    private static async Task LeaveOutErased(PortalDb db, CancellationToken cancel)
    {
        var written = db.ChangeTracker.Entries<StoredEvent>().Where(e => e.Entity.Actor is not null).ToList();
        var people = written.Select(e => e.Entity.Actor!.Value.Value).Distinct().ToList();
        var erased = await db.Set<PortalUser>().Where(u => people.Contains(u.Id) && u.ErasedAt != null).Select(u => u.Id).ToListAsync(cancel);
        foreach (var entry in written.Where(e => erased.Contains(e.Entity.Actor!.Value.Value)))
        {
            entry.Property(e => e.Name).CurrentValue = null;
            entry.Property(e => e.Address).CurrentValue = null;
        }
    }

    private void Forget(DateTimeOffset again, DateTimeOffset now)
    {
        if (now - swept < TimeSpan.FromMinutes(Limits.ReadAgainMinutes)) return;
        swept = now;
        foreach (var (key, at) in seen)
            if (at <= again) seen.TryRemove(key, out _);
    }
}
