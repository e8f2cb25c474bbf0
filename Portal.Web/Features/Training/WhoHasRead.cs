using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Training;

/// <summary>Who of a merchant has read a lesson and who has not. For the merchant's owner and for the acquirer's staff.</summary>
public sealed class WhoHasRead(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    /// <param name="Version">Newest version the person signed; null: none yet.</param>
    /// <param name="IsCurrent">That version is the one people read today.</param>
    public sealed record Reader(UserId Id, string Name, Role Role, int? Version, DateTimeOffset? At, bool IsCurrent);

    /// <returns>Problem "not-found" for an unknown lesson, and where the viewer may not know the merchant's people.</returns>
    public async Task<Result<IReadOnlyList<Reader>>> Run(MerchantId merchant, string slug, CancellationToken cancel)
    {
        var all = await All(merchant, cancel);
        if (!all.IsOk) return all.Problem;
        return all.Value.TryGetValue(slug, out var readers) ? new Result<IReadOnlyList<Reader>>(readers, null) : Problem.NotFound;
    }

    /// <summary>Every lesson at once, by slug.</summary>
    public async Task<Result<IReadOnlyDictionary<string, IReadOnlyList<Reader>>>> All(MerchantId merchant, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!viewer.May(Permission.SeeTraining) || !await db.Merchants.AnyAsync(m => m.Id == merchant, cancel)) return Problem.NotFound;

        var people = await Active(db, merchant, clock.GetUtcNow()).OrderBy(u => u.CreatedAt).Select(u => new { u.Id, u.Name, u.Role }).ToListAsync(cancel);
        var signed = await db.Set<Acknowledgement>().AsNoTracking().Where(a => a.MerchantId == merchant)
            .Select(a => new { a.Person, a.Slug, a.LessonVersion, a.At }).ToListAsync(cancel);
        var newest = (await db.Set<StoredLesson>().Select(l => new { l.Slug, l.Number }).ToListAsync(cancel))
            .GroupBy(l => l.Slug).ToDictionary(g => g.Key, g => g.Max(l => l.Number));

        var last = signed.GroupBy(a => (a.Slug, a.Person)).ToDictionary(g => g.Key, g => g.MaxBy(a => a.LessonVersion)!);
        var bySlug = newest.ToDictionary(
            lesson => lesson.Key,
            lesson => (IReadOnlyList<Reader>)[.. people.Select(p =>
            {
                var id = new UserId(p.Id);
                var ack = last.GetValueOrDefault((lesson.Key, id));
                return new Reader(id, p.Name, p.Role, ack?.LessonVersion, ack?.At, ack?.LessonVersion == lesson.Value);
            })]);
        return new Result<IReadOnlyDictionary<string, IReadOnlyList<Reader>>>(bySlug, null);
    }

    /// <summary>Sign-ins carry no tenant filter of their own: the merchant is always named here. Removed, disabled or locked out for good is not active.</summary>
    private static IQueryable<PortalUser> Active(PortalDb db, MerchantId merchant, DateTimeOffset now)
    {
        var forGood = now.AddYears(1);
        return db.Set<PortalUser>().AsNoTracking()
            .Where(u => u.MerchantId == merchant && u.RemovedAt == null && u.DisabledAt == null && (u.LockoutEnd == null || u.LockoutEnd < forGood));
    }
}
