using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

public enum PersonState { Active, Invited, Expired, Locked, Disabled }

/// <summary>Whose people somebody is of.</summary>
public enum PeopleSide { Staff, Shops }

/// <summary>The people somebody looks after, each with how they stand.</summary>
public sealed class ListPeople(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="Merchant">Name; null for staff.</param>
    /// <param name="Stores">Names of what a cashier is limited to; null: no such limit.</param>
    /// <param name="Until">Of an open invitation.</param>
    public sealed record Person(
        UserId Id, string Name, string SignInName, bool HasMail, Role Role, string? Merchant, IReadOnlyList<string>? Stores, PersonState State, DateTimeOffset? Until, DateTimeOffset? SeenAt)
    {
        public IReadOnlyList<StoreId> StoreIds { get; init; } = [];
        public MerchantId? MerchantId { get; init; }
        public bool HasPassword { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
    }

    /// <param name="Search">Part of a name, an address or a merchant's name or number.</param>
    /// <param name="Side">The acquirer's staff, or the people of merchants.</param>
    public sealed record Query(string? Search = null, Role? Role = null, PersonState? State = null, int Page = 1, PeopleSide? Side = null);

    public sealed record Listed(IReadOnlyList<Person> People, int Found, int Page, int Pages);

    public async Task<Listed> Run(Query query, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await InState(db, Named(db, ManagedPeople.Of(db, viewer), query.Search), query.State, cancel);
        if (query.Role is { } role) found = found.Where(u => u.Role == role);
        if (query.Side is { } side) found = found.Where(u => u.MerchantId == null == (side == PeopleSide.Staff));

        var count = await found.CountAsync(cancel);
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        var page = Math.Clamp(query.Page, 1, pages);
        var people = await found.AsNoTracking().Include(u => u.Stores).OrderBy(u => u.MerchantId == null ? 0 : 1).ThenBy(u => u.MerchantId).ThenBy(u => u.CreatedAt).ThenBy(u => u.Id)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new(await Shown(db, people, cancel), count, page, pages);
    }

    /// <summary>One of them; null: not there, or not one of those the viewer looks after.</summary>
    public async Task<Person?> One(UserId id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await ManagedPeople.Find(db, viewer, id, cancel) is { } person ? (await Shown(db, [person], cancel))[0] : null;
    }

    private async Task<List<Person>> Shown(PortalDb db, List<PortalUser> people, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var ids = people.Select(p => new UserId(p.Id)).ToList();
        var open = (await db.Set<Invitation>().AsNoTracking().Where(i => ids.Contains(i.Person) && i.TakenAt == null && i.CancelledAt == null).ToListAsync(cancel))
            .GroupBy(i => i.Person).ToDictionary(g => g.Key.Value, g => g.Max(i => i.ExpiresAt));
        var seen = (await db.Set<DeviceSignIn>().Where(s => ids.Contains(s.Person)).GroupBy(s => s.Person).Select(g => new { g.Key, At = g.Max(s => s.SeenAt) }).ToListAsync(cancel))
            .ToDictionary(s => s.Key.Value, s => s.At);
        var merchantIds = people.Select(p => p.MerchantId).OfType<MerchantId>().Distinct().ToList();
        var merchants = await db.Merchants.Where(m => merchantIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        var storeIds = people.SelectMany(p => p.Stores).Select(s => s.StoreId).Distinct().ToList();
        var stores = await db.Stores.Where(s => storeIds.Contains(s.Id)).OrderBy(s => s.Number).Select(s => new { s.Id, s.Name }).ToListAsync(cancel);
        return
        [
            .. people.Select(p => new Person(
                new(p.Id), p.Name, p.UserName ?? "", p.Email is not null, p.Role, p.MerchantId is { } m ? merchants.GetValueOrDefault(m) : null,
                p.Role.IsOfStores() ? [.. stores.Where(s => p.Stores.Exists(g => g.StoreId == s.Id)).Select(s => s.Name)] : null,
                StateOf(p, open.TryGetValue(p.Id, out var ends) ? ends : null, now), open.TryGetValue(p.Id, out var until) && until > now ? until : null, seen.TryGetValue(p.Id, out var at) ? at : null)
            {
                StoreIds = [.. p.Stores.Select(s => s.StoreId)], MerchantId = p.MerchantId, HasPassword = p.PasswordHash is not null, CreatedAt = p.CreatedAt,
            }),
        ];
    }

    private static PersonState StateOf(PortalUser person, DateTimeOffset? until, DateTimeOffset now) => person switch
    {
        { DisabledAt: not null } => PersonState.Disabled,
        { PasswordHash: null } => until > now ? PersonState.Invited : PersonState.Expired,
        { LockoutEnd: { } end } when end > now => PersonState.Locked,
        _ => PersonState.Active,
    };

    private async Task<IQueryable<PortalUser>> InState(PortalDb db, IQueryable<PortalUser> people, PersonState? state, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (state is PersonState.Disabled) return people.Where(u => u.DisabledAt != null);
        var enabled = people.Where(u => u.DisabledAt == null);
        if (state is PersonState.Locked) return enabled.Where(u => u.PasswordHash != null && u.LockoutEnd > now);
        if (state is PersonState.Active) return enabled.Where(u => u.PasswordHash != null && (u.LockoutEnd == null || u.LockoutEnd <= now));
        if (state is null) return people;

        var open = (await db.Set<Invitation>().Where(i => i.TakenAt == null && i.CancelledAt == null && i.ExpiresAt > now).Select(i => i.Person).ToListAsync(cancel)).ConvertAll(p => p.Value);
        return state is PersonState.Invited
            ? enabled.Where(u => u.PasswordHash == null && open.Contains(u.Id))
            : enabled.Where(u => u.PasswordHash == null && !open.Contains(u.Id));
    }

    private static IQueryable<PortalUser> Named(PortalDb db, IQueryable<PortalUser> people, string? search)
    {
        var words = (search ?? "").Trim();
        if (words.Length == 0) return people;
        if (words.Length > Limits.SearchLength) words = words[..Limits.SearchLength];
        var low = words.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() in the database, which knows no culture
        return people.Where(u => u.Name.ToLower().Contains(low) || u.UserName!.ToLower().Contains(low)
            || db.Merchants.Any(m => m.Id == u.MerchantId && (m.Name.ToLower().Contains(low) || m.Number.Contains(words))));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
