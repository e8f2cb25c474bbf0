using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;

namespace Portal.Web.Data.Audit;

/// <summary>Takes entries away at the old end. A signed stub says up to which, and with which hash, before the first of them goes; the last entry always stays.</summary>
public sealed class CutAudit(AuditSeals seals, TimeProvider clock)
{
    private const int AtOnce = 2_000;

    public async Task<long> Count(PortalDb db, DateTimeOffset before, CancellationToken cancel) => await Old(db, before).LongCountAsync(cancel);

    /// <returns>How many went; 0 when none is left.</returns>
    public async Task<int> Some(PortalDb db, DateTimeOffset before, CancellationToken cancel)
    {
        var stubbed = await db.Set<AuditStub>().MaxAsync(s => (long?)s.Number, cancel) ?? 0;
        // What an earlier run had signed away and was stopped in front of.
        var left = await db.Set<AuditEntry>().Where(e => e.Number <= stubbed).ExecuteDeleteAsync(cancel);
        if (left > 0) return left;

        // In order of numbers: an entry whose time is out of order keeps what comes after it.
        var first = await db.Set<AuditEntry>().Where(e => e.At >= before).MinAsync(e => (long?)e.Number, cancel) ?? await db.Set<AuditEntry>().MaxAsync(e => (long?)e.Number, cancel) ?? 0;
        var last = await db.Set<AuditEntry>().Where(e => e.Number < first).OrderBy(e => e.Number).Take(AtOnce).OrderByDescending(e => e.Number)
            .Select(e => new { e.Number, e.Hash }).FirstOrDefaultAsync(cancel);
        if (last is null) return 0;

        db.Add(new AuditStub(last.Number, last.Hash, last.Number - stubbed, before, clock.GetUtcNow(), seals.Make));
        await db.SaveChangesAsync(cancel);
        return await db.Set<AuditEntry>().Where(e => e.Number <= last.Number).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<AuditEntry> Old(PortalDb db, DateTimeOffset before) =>
        db.Set<AuditEntry>().Where(e => e.At < before && e.Number < db.Set<AuditEntry>().Max(x => x.Number));
}
