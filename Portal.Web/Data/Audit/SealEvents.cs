using System.Data;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Web.Data.Events;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Audit;

/// <summary>
/// Makes audit entries of events, in one transaction with the head of the trail: after a crash a batch is there whole or not at all, and an event has one
/// entry however many nodes try (one seals at a time, and the event's number is unique in the trail). Numbers of events may be committed out of order
/// (PostgreSQL), so what is looked for is events without an entry, not those above the last one; only what is older than <see cref="Settled"/> is done with.
/// </summary>
public sealed class SealEvents(DatabaseChoice choice, AuditSeals seals, TimeProvider clock)
{
    private const int AtOnce = 500;
    private const int SaltBytes = 16;
    private const string PostgresLock = "SELECT pg_try_advisory_xact_lock(794211) AS \"Value\"";

    /// <summary>No transaction is open so long that its events would appear only then.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>How far back <see cref="Sweep"/> looks for one that was open longer all the same.</summary>
    private static readonly TimeSpan Swept = TimeSpan.FromHours(25);

    /// <returns>How many events were taken in; all there were, unless another node is at it.</returns>
    public async Task<int> Run(CancellationToken cancel) => await Repeat(sweep: false, cancel);

    /// <summary>Like <see cref="Run"/>, and looks a day back for what was committed late.</summary>
    public async Task<int> Sweep(CancellationToken cancel) => await Repeat(sweep: true, cancel);

    private async Task<int> Repeat(bool sweep, CancellationToken cancel)
    {
        for (var all = 0; ; sweep = false)
        {
            var some = await Batch(sweep, cancel);
            all += some;
            if (some < AtOnce) return all;
        }
    }

    private async Task<int> Batch(bool sweep, CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        // Looked at without a lock first: most of the time there is nothing, and writers are left alone.
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(cancel);
        if (!await Waiting(db, head, sweep).AnyAsync(cancel)) return 0;

        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        if (!choice.IsSqlite && !await db.Database.SqlQueryRaw<bool>(PostgresLock).SingleAsync(cancel)) return 0;

        head = await db.Set<AuditHead>().SingleOrDefaultAsync(cancel);
        var last = await db.Set<AuditEntry>().AsNoTracking().OrderByDescending(e => e.Number).Select(e => new { e.Number, e.Hash }).FirstOrDefaultAsync(cancel);
        var resumed = Break(head, last?.Number, last?.Hash) is { } reason ? await Resume(db, reason, head, cancel) : 0;

        // Before the events are read: on PostgreSQL each question sees what was committed until then, and what is done with must be among what was read.
        var done = await DoneUpTo(db, head, cancel);
        var (number, hash) = (Math.Max(head?.Number ?? 0, last?.Number ?? 0), head?.Hash ?? last?.Hash ?? AuditHash.Beginning);
        var waiting = await Waiting(db, head, sweep).OrderBy(e => e.Id == resumed ? 0 : 1).ThenBy(e => e.Id).Take(AtOnce).AsNoTracking().ToListAsync(cancel);
        foreach (var happened in waiting)
        {
            var entry = AuditEntry.Of(++number, Of(happened), Personal(happened.Name), Personal(happened.Address), hash);
            db.Add(entry);
            hash = entry.Hash;
        }

        var upTo = waiting.Count < AtOnce ? done : head?.EventsUpTo ?? 0;
        if (head is null) db.Add(head = new AuditHead());
        head.Move(number, hash, upTo, clock.GetUtcNow(), seals.Make);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return waiting.Count;
    }

    /// <summary>The first thing in the new part of the trail.</summary>
    private static async Task<long> Resume(PortalDb db, AuditBreak reason, AuditHead? head, CancellationToken cancel)
    {
        db.Raise(new AuditResumed(reason, head?.Sealed, head?.KeyId, head?.Seal));
        await db.SaveChangesAsync(cancel);
        return db.Events.Local.Single().Id;
    }

    private IQueryable<StoredEvent> Waiting(PortalDb db, AuditHead? head, bool sweep)
    {
        var (upTo, since) = (head?.EventsUpTo ?? 0, clock.GetUtcNow() - Swept);
        var events = sweep ? db.Events.Where(e => e.Id > upTo || e.At > since) : db.Events.Where(e => e.Id > upTo);
        return events.Where(e => !db.Set<AuditEntry>().Any(a => a.EventId == e.Id));
    }

    private async Task<long> DoneUpTo(PortalDb db, AuditHead? head, CancellationToken cancel)
    {
        var (upTo, settled) = (head?.EventsUpTo ?? 0, clock.GetUtcNow() - Settled);
        return await db.Events.Where(e => e.Id > upTo && e.At < settled).MaxAsync(e => (long?)e.Id, cancel) ?? upTo;
    }

    private AuditBreak? Break(AuditHead? head, long? number, string? hash)
    {
        if (head is null) return number is null ? null : AuditBreak.HeadMissing;
        if (seals.Fault(head) is not null) return seals.Knows(head) ? AuditBreak.SealWrong : AuditBreak.KeyUnknown;
        // Retention never takes the last entry away.
        return head.Number == (number ?? 0) && (number is null || head.Hash == hash) ? null : AuditBreak.EndDiffers;
    }

    private static PersonalField Personal(string? value) => PersonalField.Of(value, value is null ? [] : RandomNumberGenerator.GetBytes(SaltBytes));

    private static Recorded Of(StoredEvent happened) => new(
        happened.Id, happened.At, happened.Kind, happened.Subject, happened.MerchantId, happened.Actor, happened.Key, happened.Role, happened.Way.ToString(),
        happened.Session, happened.Request, happened.Body);
}
