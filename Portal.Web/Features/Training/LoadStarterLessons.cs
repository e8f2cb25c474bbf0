using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Training;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Training;

/// <summary>Puts the shipped lessons into a database that has none. What is there already is left alone.</summary>
public sealed class LoadStarterLessons(DatabaseChoice databases, TimeProvider clock) : IStartupStep
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "StarterPack", "lessons");

    public async Task Run(CancellationToken cancel)
    {
        await using var db = databases.Open(Viewer.Portal, clock);
        if (await db.Set<StoredLesson>().AnyAsync(cancel)) return;

        var lessons = await Read(Folder, cancel);
        if (!lessons.IsOk) throw new InvalidDataException($"The starter pack is broken: {string.Join(": ", lessons.Problem.Args)}");

        db.AddRange(lessons.Value.Select(lesson => new StoredLesson(new LessonId(Guid.CreateVersion7()), lesson, clock.GetUtcNow())));
        await db.SaveChangesAsync(cancel);
    }

    /// <returns>The first problem, naming file and field.</returns>
    public static async Task<Result<List<LessonContent>>> Read(string folder, CancellationToken cancel)
    {
        var lessons = new List<LessonContent>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var lesson = LessonYaml.Read(name, await File.ReadAllTextAsync(path, cancel));
            if (!lesson.IsOk) return lesson.Problem;
            if (lessons.Any(l => l.Slug == lesson.Value.Slug && l.Version == lesson.Value.Version)) return new Problem("lesson-file", name, "slug");
            lessons.Add(lesson.Value);
        }

        return lessons;
    }
}
