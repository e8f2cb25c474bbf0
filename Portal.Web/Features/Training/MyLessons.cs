using Microsoft.EntityFrameworkCore;
using Portal.Domain.Training;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Training;

/// <summary>The lessons as one person has them: what the shop was asked to read, what was read and when.</summary>
public sealed class MyLessons(IDbContextFactory<PortalDb> databases, LessonCatalogue lessons, Viewer viewer)
{
    /// <param name="Tickets">Numbers of the tickets it came with, newest first.</param>
    /// <param name="ReadAt">When the viewer signed this version; null: not yet.</param>
    /// <param name="ReadBefore">An older version was signed: it changed since.</param>
    public sealed record Mine(LessonCatalogue.Entry Lesson, bool IsAssigned, IReadOnlyList<int> Tickets, DateTimeOffset? ReadAt, bool ReadBefore);

    /// <summary>In the order of the catalogue.</summary>
    public async Task<IReadOnlyList<Mine>> Run(CancellationToken cancel)
    {
        var all = await lessons.All(cancel);
        if (!viewer.May(Permission.SignLessons)) return [.. all.Select(l => new Mine(l, false, [], null, false))];

        await using var db = await databases.CreateDbContextAsync(cancel);
        var assigned = (await db.Set<LessonAssignment>().AsNoTracking().Select(a => new { a.Slug, a.TicketNumber }).ToListAsync(cancel)).ToLookup(a => a.Slug, a => a.TicketNumber);
        var person = viewer.UserId!.Value;
        var signed = (await db.Set<Acknowledgement>().AsNoTracking().Where(a => a.Person == person).Select(a => new { a.Slug, a.LessonVersion, a.At }).ToListAsync(cancel)).ToLookup(a => a.Slug);
        return
        [
            .. all.Select(l => new Mine(
                l, assigned.Contains(l.Slug), [.. assigned[l.Slug].OfType<int>().Distinct().OrderDescending()],
                signed[l.Slug].FirstOrDefault(a => a.LessonVersion == l.Version)?.At, signed[l.Slug].Any(a => a.LessonVersion < l.Version))),
        ];
    }

    /// <summary>When the viewer signed that version of the lesson; null: not yet.</summary>
    public async Task<DateTimeOffset?> ReadAt(LessonContent lesson, CancellationToken cancel)
    {
        if (viewer.UserId is not { } person) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var signed = await db.Set<Acknowledgement>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Person == person && a.Slug == lesson.Slug && a.LessonVersion == lesson.Version, cancel);
        return signed?.At;
    }
}
