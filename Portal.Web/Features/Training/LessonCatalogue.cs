using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Web.Data;

namespace Portal.Web.Features.Training;

/// <summary>The newest version of every lesson. Lessons belong to no merchant: everybody who is signed in may read them.</summary>
public sealed class LessonCatalogue(IDbContextFactory<PortalDb> databases)
{
    public sealed record Entry(string Slug, int Version, LocalizedText Title, LocalizedText Summary, int Minutes);

    /// <summary>In the order trainers gave them.</summary>
    public async Task<IReadOnlyList<Entry>> All(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await Newest(db).OrderBy(l => l.Order).ThenBy(l => l.Slug)
            .Select(l => new Entry(l.Slug, l.Number, l.Title, l.Summary, l.Minutes)).ToListAsync(cancel);
    }

    /// <returns>Null where there is no lesson of that name.</returns>
    public async Task<LessonContent?> Find(string slug, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return (await Newest(db).SingleOrDefaultAsync(l => l.Slug == slug, cancel))?.Read();
    }

    private static IQueryable<StoredLesson> Newest(PortalDb db) =>
        db.Set<StoredLesson>().AsNoTracking().Where(l => !db.Set<StoredLesson>().Any(o => o.Slug == l.Slug && o.Number > l.Number));
}
