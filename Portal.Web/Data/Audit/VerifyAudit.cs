using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Web.Data.Events;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Data.Audit;

/// <summary>A head noted down outside of the installation: "1042:3f…".</summary>
public sealed record NotedHead(long Number, string Hash)
{
    public static NotedHead? Parse(string text) =>
        text.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, out var no) && no > 0 && hash.All(char.IsAsciiHexDigit)
            ? new(no, hash.ToLowerInvariant()) : null;
}

/// <summary>Reads the whole trail and says whether it is as it was written, or which entry is the first that is not. Changes nothing; may run while the portal serves.</summary>
public sealed class VerifyAudit(DatabaseChoice choice, AuditSeals seals, TimeProvider clock)
{
    private const int AtOnce = 1_000;

    /// <param name="From">The first entry looked at.</param>
    /// <param name="Head">Where the trail ends; null: it is empty.</param>
    /// <param name="Waiting">Events that have no entry yet: made since the last time the portal sealed.</param>
    public sealed record Report(long From, long Entries, AuditHead? Head, long TakenAway, long Waiting, AuditFault? Fault);

    /// <param name="noted">Entries from this one on, which must be as noted.</param>
    public async Task<Report> Run(NotedHead? noted, CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        var stub = await db.Set<AuditStub>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancel);
        var from = noted?.Number ?? (stub?.Number ?? 0) + 1;
        var chain = noted is null ? new AuditChain(stub?.Number ?? 0, stub?.Hash ?? AuditHash.Beginning) : null;
        var head = await Head(db, cancel);

        var fault = stub is not null && seals.Fault(stub) is { } wrong ? new AuditFault(stub.Number, stub.At, "what was taken away before it: " + wrong) : null;
        if (fault is null && noted is not null) (chain, fault) = await Start(db, noted, cancel);
        var entries = noted is null || fault is not null ? 0L : 1;
        while (fault is null)
        {
            var page = await Page(db, chain!.Number, cancel);
            foreach (var entry in page)
            {
                if ((fault = chain.Follow(entry) ?? Resumed(entry) ?? AtHead(entry, head)) is not null) break;
                entries++;
            }

            if (fault is not null || page.Count == AtOnce) continue;
            if (head is null) fault = chain.Number > 0 ? new(chain.Number, null, "the mark of the trail's end is missing") : null;
            else if (seals.Fault(head) is { } broken) fault = new(head.Number, head.At, "the end of the trail: " + broken);
            else if (chain.Number < head.Number) fault = chain.Missing();
            else if (chain.Number > head.Number && await Head(db, cancel) is { } moved)
            {
                // Written while this was reading, or added by somebody else.
                if (moved.Number <= head.Number) fault = new(head.Number + 1, null, "the portal did not write it: it lies beyond the sealed end");
                else
                {
                    head = moved;
                    continue;
                }
            }

            break;
        }

        fault ??= noted is null ? await Left(db, stub, head, cancel) : null;
        return new(from, entries, head, stub?.Number ?? 0, await Waiting(db, head, cancel), fault);
    }

    /// <summary>Where the trail ends now; null: nothing is in it.</summary>
    public async Task<AuditHead?> Head(CancellationToken cancel)
    {
        await using var db = choice.Open(Viewer.Portal, clock);
        return await Head(db, cancel);
    }

    private static Task<AuditHead?> Head(PortalDb db, CancellationToken cancel) => db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(cancel);

    private static Task<List<AuditEntry>> Page(PortalDb db, long after, CancellationToken cancel) =>
        db.Set<AuditEntry>().AsNoTracking().Where(e => e.Number > after).OrderBy(e => e.Number).Take(AtOnce).ToListAsync(cancel);

    private static async Task<(AuditChain? Chain, AuditFault? Fault)> Start(PortalDb db, NotedHead noted, CancellationToken cancel)
    {
        var entry = await db.Set<AuditEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.Number == noted.Number, cancel);
        if (entry is null) return (null, new(noted.Number, null, "it was noted and is missing"));
        if (entry.Hash != noted.Hash) return (null, new(noted.Number, entry.At, "it is not the one that was noted"));
        return (new(noted.Number, noted.Hash), null);
    }

    private static AuditFault? AtHead(AuditEntry entry, AuditHead? head) =>
        head is not null && entry.Number == head.Number && entry.Hash != head.Hash ? new(entry.Number, entry.At, "it is not the one the end was sealed with") : null;

    /// <summary>Where the trail went on after its end had been found changed. With the key it was sealed with at hand again, a foreign key alone is no fault.</summary>
    private AuditFault? Resumed(AuditEntry entry)
    {
        if (entry.Kind != nameof(AuditResumed)) return null;
        var details = JsonSerializer.Deserialize<AuditResumed>(entry.Details, EventBody.Form)!;
        if (details is { Reason: AuditBreak.KeyUnknown, Sealed: { } text, KeyId: { } key, Seal: { } seal } && seals.Holds(text, key, seal)) return null;
        return new(entry.Number, entry.At, details.Reason switch
        {
            AuditBreak.KeyUnknown => $"before it the trail was sealed with the key {details.KeyId}, which this installation does not have (Keys:OldKeyFiles)",
            AuditBreak.HeadMissing => "before it the mark of the trail's end had been taken away",
            AuditBreak.SealWrong => "before it the mark of the trail's end had been changed",
            _ => "before it the trail's end was not the one that was sealed",
        });
    }

    /// <summary>An event that is done with and has no entry: somebody took the entry away before it was part of the chain, or it never got there.</summary>
    private static async Task<AuditFault?> Left(PortalDb db, AuditStub? stub, AuditHead? head, CancellationToken cancel)
    {
        var (upTo, since) = (head?.EventsUpTo ?? 0, stub?.Before ?? DateTimeOffset.MinValue);
        var left = await db.Events.Where(e => e.Id <= upTo && e.At >= since && !db.Set<AuditEntry>().Any(a => a.EventId == e.Id))
            .OrderBy(e => e.Id).Select(e => new { e.Id, e.At }).FirstOrDefaultAsync(cancel);
        return left is null ? null : new(head!.Number, left.At, $"the event {left.Id} has no entry");
    }

    private static Task<long> Waiting(PortalDb db, AuditHead? head, CancellationToken cancel)
    {
        var upTo = head?.EventsUpTo ?? 0;
        return db.Events.Where(e => e.Id > upTo && !db.Set<AuditEntry>().Any(a => a.EventId == e.Id)).LongCountAsync(cancel);
    }
}
