using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.Tickets;
using Portal.Domain.Training;
using Portal.Domain.Troubleshooting;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>Whoever has or had an account, removed people too: also they may ask what is kept of them. For whoever looks after privacy; nobody else finds anyone.</summary>
public sealed class FindPerson(IDbContextFactory<PortalDb> databases, Viewer viewer, ReadLog reads)
{
    public const int Most = 20;

    /// <param name="SignInName">Mail address or number; null once they were removed.</param>
    /// <param name="Merchant">Name; null for staff.</param>
    public sealed record Found(
        UserId Id, string Name, string? SignInName, Role Role, string? Merchant, DateTimeOffset CreatedAt, DateTimeOffset? RemovedAt, DateTimeOffset? ErasedAt)
    {
        /// <summary>What has to be typed before they are erased.</summary>
        public string ToType => SignInName ?? Name;
    }

    /// <summary>How much is kept of them.</summary>
    public sealed record Kept(int SignIns, int Messages, int Photos, int TicketsOpened, int OpenTickets, int Walks, int Lessons, int Visits, int Entries);

    /// <param name="Obstacle">Why they cannot be erased now, and what to do first.</param>
    public sealed record View(Found Person, Kept Kept, Problem? Obstacle);

    /// <param name="typed">Part of a name, of a sign-in name or of a merchant's name, or an id.</param>
    public async Task<IReadOnlyList<Found>> Run(string? typed, CancellationToken cancel)
    {
        var words = (typed ?? "").Trim();
        if (!viewer.May(Permission.ManagePrivacy) || words.Length == 0) return [];
        if (words.Length > Limits.SearchLength) words = words[..Limits.SearchLength];

        await using var db = await databases.CreateDbContextAsync(cancel);
        return await Shown(db, Named(db, words).OrderBy(u => u.ErasedAt != null).ThenBy(u => u.RemovedAt != null).ThenBy(u => u.CreatedAt).ThenBy(u => u.Id).Take(Most), cancel);
    }

    /// <summary>The one who signs in, or signed in, by that; null where there is none.</summary>
    /// <param name="typed">Mail address, number or id.</param>
    public async Task<UserId?> BySignIn(string typed, CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePrivacy)) return null;
        var (normal, id) = (typed.Trim().ToUpperInvariant(), Guid.TryParse(typed.Trim(), out var parsed) ? parsed : Guid.Empty);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await db.Users.Where(u => u.NormalizedUserName == normal || u.NormalizedEmail == normal || u.Id == id).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancel);
        return found is { } person ? new UserId(person) : null;
    }

    /// <summary>One of them; null where there is none.</summary>
    public async Task<View?> One(UserId id, CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePrivacy)) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id.Value, cancel) is not { } person) return null;

        await reads.Note(viewer, new(Records.Person, id.Value.ToString(), person.MerchantId), cancel);
        var found = (await Shown(db, db.Users.Where(u => u.Id == id.Value), cancel))[0];
        return new(found, await Count(db, id, cancel), (await Erasable.Of(db, person, viewer, cancel)).Obstacle());
    }

    private static async Task<Kept> Count(PortalDb db, UserId id, CancellationToken cancel)
    {
        UserId? them = id;
        var subject = $"user/{id.Value}";
        return new(
            await db.Set<DeviceSignIn>().CountAsync(s => s.Person == id, cancel),
            await db.Set<Message>().CountAsync(m => m.AuthorId == them && m.Kind != MessageKind.System, cancel),
            await Forgetting.PhotosOf(db, id).CountAsync(cancel),
            await db.Set<Ticket>().CountAsync(t => t.OpenedBy == them, cancel),
            await db.Set<Ticket>().CountAsync(t => t.AssigneeId == them && t.Status != TicketStatus.Resolved, cancel),
            await db.Set<TroubleshootingSession>().CountAsync(s => s.StartedBy == them, cancel),
            await db.Set<Acknowledgement>().CountAsync(a => a.Person == id, cancel),
            await db.Set<Visit>().CountAsync(v => v.By == id, cancel),
            await db.Set<AuditEntry>().CountAsync(e => e.Actor == them || e.Subject == subject, cancel));
    }

    private static IQueryable<PortalUser> Named(PortalDb db, string words)
    {
        var low = words.ToLowerInvariant();
        var id = Guid.TryParse(words, out var parsed) ? parsed : Guid.Empty;
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() in the database, which knows no culture
        return db.Users.Where(u => u.Id == id || u.Name.ToLower().Contains(low) || (u.RemovedAt == null && u.UserName!.ToLower().Contains(low))
            || db.Merchants.Any(m => m.Id == u.MerchantId && m.Name.ToLower().Contains(low)));
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static async Task<IReadOnlyList<Found>> Shown(PortalDb db, IQueryable<PortalUser> people, CancellationToken cancel)
    {
        var rows = await people.Select(u => new
        {
            u.Id,
            u.Name,
            u.UserName,
            u.Role,
            Merchant = db.Merchants.Where(m => m.Id == u.MerchantId).Select(m => m.Name).FirstOrDefault(),
            u.CreatedAt,
            u.RemovedAt,
            u.ErasedAt,
        }).ToListAsync(cancel);
        return [.. rows.Select(u => new Found(new(u.Id), u.Name, u.RemovedAt is null ? u.UserName : null, u.Role, u.Merchant, u.CreatedAt, u.RemovedAt, u.ErasedAt))];
    }
}
