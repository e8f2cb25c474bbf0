using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Training;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Shop;

/// <summary>A shop as its owner looks after it: which terminals there are and when each last worked, who signs in, who has read what.</summary>
public sealed class ViewShop(IDbContextFactory<PortalDb> databases, TransactionStore transactions, LessonCatalogue lessons, WhoHasRead whoHasRead, Viewer viewer, TimeProvider clock)
{
    /// <summary>Looking for a terminal's last approval costs one read a day: further back it counts as silent, and beyond so many terminals it is not looked for.</summary>
    public const int LookBackDays = 7, TerminalsLookedAt = 60;

    /// <param name="Number">DE41.</param>
    /// <param name="LastApproval">Null: none within <see cref="LookBackDays"/> days.</param>
    public sealed record Till(string Number, string Name, string Model, string Firmware, DateTimeOffset? LastApproval);

    public sealed record Place(StoreId Id, string Name, string Address, string TimeZone, IReadOnlyList<Till> Tills);

    /// <param name="Stores">Names of the stores a cashier is limited to; null: all of them.</param>
    public sealed record Person(string Name, string Email, Role Role, IReadOnlyList<string>? Stores);

    public sealed record Training(LessonCatalogue.Entry Lesson, int Read, int Of, IReadOnlyList<string> NotYet);

    public sealed record View(string Name, string Number, bool LooksBack, IReadOnlyList<Place> Places, IReadOnlyList<Person> People, IReadOnlyList<Training> Trainings);

    /// <returns>Problem "not-found" for everybody but an owner.</returns>
    public async Task<Result<View>> Run(CancellationToken cancel)
    {
        if (!viewer.May(Permission.SeeShop) || viewer.Merchant is not { } id) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Merchants.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } merchant) return Problem.NotFound;

        var stores = await db.Stores.AsNoTracking().OrderBy(s => s.Number).ToListAsync(cancel);
        var terminals = await db.Terminals.AsNoTracking().OrderBy(t => t.Number).ToListAsync(cancel);
        var looksBack = terminals.Count <= TerminalsLookedAt;
        var places = new List<Place>();
        foreach (var store in stores)
        {
            var tills = new List<Till>();
            foreach (var t in terminals.Where(t => t.StoreId == store.Id))
                tills.Add(new Till(t.Number, t.Name, t.Model, t.Firmware, looksBack ? await LastApproval(merchant, t, cancel) : null));
            places.Add(new Place(store.Id, store.Name, store.Address, store.TimeZone, tills));
        }

        return new View(merchant.Name, merchant.Number, looksBack, places, await People(db, id, stores, cancel), await Trainings(id, cancel));
    }

    private async Task<DateTimeOffset?> LastApproval(Merchant merchant, Terminal terminal, CancellationToken cancel) =>
        await transactions.NumberOf(merchant.Number, terminal.Number, cancel) is { } number
            ? await transactions.LastApproval(number, clock.GetUtcNow(), cancel, LookBackDays) : null;

    /// <summary>Sign-ins carry no tenant filter of their own: the viewer's merchant is named here.</summary>
    private static async Task<List<Person>> People(PortalDb db, MerchantId merchant, List<Store> stores, CancellationToken cancel)
    {
        var people = await db.Set<PortalUser>().AsNoTracking().Include(u => u.Stores).Where(u => u.MerchantId == merchant && u.RemovedAt == null).OrderBy(u => u.CreatedAt).ToListAsync(cancel);
        return
        [
            .. people.Select(u => new Person(
                u.Name, u.Email ?? "", u.Role,
                u.Role.IsOfStores() ? [.. stores.Where(s => u.Stores.Any(g => g.StoreId == s.Id)).Select(s => s.Name)] : null)),
        ];
    }

    private async Task<List<Training>> Trainings(MerchantId merchant, CancellationToken cancel)
    {
        var read = await whoHasRead.All(merchant, cancel);
        if (!read.IsOk) return [];
        return
        [
            .. from lesson in await lessons.All(cancel)
               let readers = read.Value.GetValueOrDefault(lesson.Slug, [])
               select new Training(lesson, readers.Count(r => r.IsCurrent), readers.Count, [.. readers.Where(r => !r.IsCurrent).Select(r => r.Name)]),
        ];
    }
}
