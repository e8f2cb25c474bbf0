using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Audit;
using Portal.Domain.CustomerCards;
using Portal.Domain.Devices;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Data.Audit;
using Portal.Web.Data.Events;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Notifications;

namespace Portal.Web.Features.Privacy;

/// <summary>
/// Every kind of data that has a time. A table of people's or merchants' data that is not here is kept for as long as they are. What people are told at
/// /privacy is made of this.
/// </summary>
public sealed class RetentionKinds(CutAudit cut, Outbox outbox)
{
    /// <summary>Personal data without a time of its own: until its person is erased.</summary>
    public static readonly IReadOnlyList<string> UntilErased = ["accounts", "lessons", "visits"];

    public IReadOnlyList<RetentionKind> All =>
    [
        // Counts beside the transactions stay: they hold no card and no person, and "what is usual" is made of them.
        RetentionKind.Of("transactions", o => o.TransactionDays, OldTransactions.Before),
        new("attachments", o => o.AttachmentDays, (db, before, cancel) => Photos(db, before).LongCountAsync(cancel), RemovePhotos),
        new("tickets", o => o.ClosedTicketDays, (db, before, cancel) => Tickets(db, before).LongCountAsync(cancel), RemoveTickets),
        new("sessions", o => o.SessionDays, (db, before, cancel) => Walks(db, before).LongCountAsync(cancel), RemoveWalks),
        RetentionKind.Of("drafts", o => o.DraftDays, (db, before) => db.Set<Draft>().Where(d => d.SavedAt < before)),
        RetentionKind.Of("refused-rows", o => o.RefusedRowDays, OldTransactions.RefusedBefore),
        RetentionKind.Of("sign-ins", o => o.SignInDays, (db, before) => db.Set<DeviceSignIn>().Where(s => s.SeenAt < before && (s.EndedAt < before || s.EndsAt < before))),
        new("addresses", o => o.AddressDays, async (db, before, cancel) => await Spoken(db, before).LongCountAsync(cancel) + await Entered(db, before).LongCountAsync(cancel), EmptyAddresses),
        RetentionKind.Of("cards", o => o.CustomerCardDays, (db, before) => db.Set<CustomerCard>().Where(c => c.ExpiresAt < before)),
        // What has no entry in the trail yet is not old enough for anything.
        RetentionKind.Of("events", o => o.EventDays, (db, before) => db.Events.Where(e => e.At < before && db.Set<AuditHead>().Any(h => e.Id <= h.EventsUpTo))),
        new("audit", o => o.AuditDays, (db, before, cancel) => cut.Count(db, before, cancel), cut.Some),
        new("outbox", o => o.OutboxDays, (_, before, _) => Task.FromResult((long)OldMails(before).Count()), (_, before, _) => Task.FromResult(RemoveMails(before))),
    ];

    private static IQueryable<Attachment> Photos(PortalDb db, DateTimeOffset before) =>
        db.Set<Attachment>().Where(a => a.At < before && !db.Set<TicketHold>().Any(h => h.TicketId == a.TicketId));

    private static async Task<int> RemovePhotos(PortalDb db, DateTimeOffset before, CancellationToken cancel)
    {
        var removed = await Photos(db, before).Take(RetentionKind.AtOnce).ExecuteDeleteAsync(cancel);
        if (removed > 0) await UnusedContents.Remove(db, cancel);
        return removed;
    }

    /// <summary>Resolved, and nothing has been said or done in it since.</summary>
    private static IQueryable<Ticket> Tickets(PortalDb db, DateTimeOffset before) => db.Set<Ticket>().Where(t =>
        t.Status == TicketStatus.Resolved && t.LastSpokenAt < before && !db.Set<Message>().Any(m => m.TicketId == t.Id && m.At >= before)
        && !db.Set<TicketHold>().Any(h => h.TicketId == t.Id));

    private static async Task<int> RemoveTickets(PortalDb db, DateTimeOffset before, CancellationToken cancel)
    {
        var old = await Tickets(db, before).OrderBy(t => t.Number).Take(RetentionKind.AtOnce / 10).Select(t => t.Id).ToListAsync(cancel);
        if (old.Count == 0) return 0;
        await using var together = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<Attachment>().Where(a => old.Contains(a.TicketId)).ExecuteDeleteAsync(cancel);
        await db.Set<Draft>().Where(d => old.Contains(d.TicketId)).ExecuteDeleteAsync(cancel);
        await db.Set<SeenMark>().Where(s => old.Contains(s.TicketId)).ExecuteDeleteAsync(cancel);
        await db.Set<AttachedLesson>().Where(l => old.Contains(l.TicketId)).ExecuteDeleteAsync(cancel);
        await db.Set<Message>().Where(m => old.Contains(m.TicketId)).ExecuteDeleteAsync(cancel);
        await db.Set<Ticket>().Where(t => old.Contains(t.Id)).ExecuteDeleteAsync(cancel);
        await together.CommitAsync(cancel);
        await UnusedContents.Remove(db, cancel);
        return old.Count;
    }

    /// <summary>A walk whose ticket is still there goes with the ticket's time, not before it.</summary>
    private static IQueryable<TroubleshootingSession> Walks(PortalDb db, DateTimeOffset before) => db.Set<TroubleshootingSession>().Where(s =>
        s.Status != SessionStatus.Open && s.LastAnswerAt < before && s.StartedAt < before && !db.Set<Ticket>().Any(t => t.SessionId == s.Id));

    private static async Task<int> RemoveWalks(PortalDb db, DateTimeOffset before, CancellationToken cancel)
    {
        var old = await Walks(db, before).OrderBy(s => s.StartedAt).Take(RetentionKind.AtOnce / 10).Select(s => s.Id).ToListAsync(cancel);
        if (old.Count == 0) return 0;
        await using var together = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<SessionAnswer>().Where(a => old.Contains(a.SessionId)).ExecuteDeleteAsync(cancel);
        await db.Set<CauseLeft>().Where(c => old.Contains(c.SessionId)).ExecuteDeleteAsync(cancel);
        await db.Set<TroubleshootingSession>().Where(s => old.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        await together.CommitAsync(cancel);
        return old.Count;
    }

    private static IQueryable<StoredEvent> Spoken(PortalDb db, DateTimeOffset before) => db.Events.Where(e => e.At < before && e.Address != null);

    private static IQueryable<AuditEntry> Entered(PortalDb db, DateTimeOffset before) => db.Set<AuditEntry>().Where(e => e.At < before && e.Address != null);

    private static async Task<int> EmptyAddresses(PortalDb db, DateTimeOffset before, CancellationToken cancel)
    {
        var entries = await Entered(db, before).OrderBy(e => e.Number).Take(RetentionKind.AtOnce).Select(e => e.Number).ToListAsync(cancel);
        var events = await Spoken(db, before).OrderBy(e => e.Id).Take(RetentionKind.AtOnce).Select(e => e.Id).ToListAsync(cancel);
        return await db.Set<AuditEntry>().Where(e => entries.Contains(e.Number)).ExecuteUpdateAsync(s => s.SetProperty(e => e.Address, (string?)null).SetProperty(e => e.AddressSalt, (byte[]?)null), cancel)
            + await db.Events.Where(e => events.Contains(e.Id)).ExecuteUpdateAsync(s => s.SetProperty(e => e.Address, (string?)null), cancel);
    }

    private IEnumerable<string> OldMails(DateTimeOffset before) =>
        Directory.EnumerateFiles(outbox.Folder).Where(file => File.GetLastWriteTimeUtc(file) < before.UtcDateTime);

    private int RemoveMails(DateTimeOffset before)
    {
        var old = OldMails(before).Take(RetentionKind.AtOnce).ToList();
        foreach (var file in old) File.Delete(file);
        return old.Count;
    }
}
