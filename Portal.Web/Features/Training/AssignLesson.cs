using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Training;

/// <summary>Asks a shop to read a lesson. Once per ticket and lesson: doing it again changes nothing.</summary>
public sealed class AssignLesson(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    /// <param name="store">Null: every store of the merchant.</param>
    /// <param name="ticket">1042 for T-1042; null where it comes without a ticket.</param>
    /// <returns>Problem "not-found" for an unknown lesson, and for a merchant, store or ticket that is not the viewer's.</returns>
    public async Task<Result> Run(MerchantId merchant, StoreId? store, string slug, int? ticket, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await db.Merchants.AnyAsync(m => m.Id == merchant, cancel)) return Problem.NotFound;
        if (store is { } place && !await db.Stores.AnyAsync(s => s.Id == place && s.MerchantId == merchant, cancel)) return Problem.NotFound;
        if (store is null && viewer.Stores is not null) store = await OnlyStore(db, cancel);
        if (!await db.Set<StoredLesson>().AnyAsync(l => l.Slug == slug, cancel)) return Problem.NotFound;
        if (await IsThere(db, merchant, store, slug, ticket, cancel)) return Result.Ok;

        db.Add(new LessonAssignment(Guid.CreateVersion7(), merchant, store, slug, ticket, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (ticket is not null)
        {
            // Somebody else was first; where it is another merchant's ticket, it is not there for this viewer.
            db.ChangeTracker.Clear();
            if (!await IsThere(db, merchant, store, slug, ticket, cancel)) return Problem.NotFound;
        }

        return Result.Ok;
    }

    /// <summary>A cashier of one store asks that store; one of several asks the shop as a whole.</summary>
    private async Task<StoreId?> OnlyStore(PortalDb db, CancellationToken cancel)
    {
        var stores = await db.Stores.Select(s => s.Id).Take(2).ToListAsync(cancel);
        return stores.Count == 1 ? stores[0] : null;
    }

    private static Task<bool> IsThere(PortalDb db, MerchantId merchant, StoreId? store, string slug, int? ticket, CancellationToken cancel) =>
        db.Set<LessonAssignment>().AnyAsync(
            a => a.MerchantId == merchant && a.Slug == slug && a.TicketNumber == ticket && (ticket != null || a.StoreId == store), cancel);
}
