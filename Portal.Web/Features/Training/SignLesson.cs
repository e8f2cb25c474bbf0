using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Training;

/// <summary>Read and sign: marks the quiz and, where every answer is right, keeps the acknowledgement. Signing again changes nothing.</summary>
public sealed class SignLesson(IDbContextFactory<PortalDb> databases, LessonCatalogue lessons, Viewer viewer, TimeProvider clock)
{
    /// <param name="Version">The version that was on the screen.</param>
    /// <param name="Answers">Option id by question id.</param>
    /// <param name="Ticket">1042 for T-1042; kept only where the lesson really came with that ticket.</param>
    public sealed record Input(string Slug, int Version, IReadOnlyDictionary<string, string> Answers, int? Ticket);

    public async Task<Result> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.SignLessons) || viewer is not { UserId: { } person, Merchant: { } merchant }) return TrainingProblems.ForShops;
        if (await lessons.Find(input.Slug, cancel) is not { } lesson) return Problem.NotFound;
        if (lesson.Version != input.Version) return TrainingProblems.Newer;
        if (lesson.Wrong(input.Answers).Count > 0) return TrainingProblems.NotAllRight;

        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await IsSigned(db, person, lesson, cancel)) return Result.Ok;

        var ticket = input.Ticket is { } number
            && await db.Set<LessonAssignment>().AnyAsync(a => a.TicketNumber == number && a.Slug == lesson.Slug, cancel) ? input.Ticket : null;
        db.Add(new Acknowledgement(Guid.CreateVersion7(), person, merchant, lesson.Slug, lesson.Version, ticket, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The unique index decides between two presses at once; the one that lost finds it signed.
            db.ChangeTracker.Clear();
            if (!await IsSigned(db, person, lesson, cancel)) throw;
        }

        return Result.Ok;
    }

    private static Task<bool> IsSigned(PortalDb db, UserId person, LessonContent lesson, CancellationToken cancel) =>
        db.Set<Acknowledgement>().AnyAsync(a => a.Person == person && a.Slug == lesson.Slug && a.LessonVersion == lesson.Version, cancel);
}
