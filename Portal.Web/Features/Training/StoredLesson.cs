using System.Text.Json;
using Portal.Domain.Common;
using Portal.Domain.Training;

namespace Portal.Web.Features.Training;

/// <summary>One published version of a lesson in the database. The newest of a slug is the one people read.</summary>
public sealed class StoredLesson
{
    private StoredLesson() { }

    public StoredLesson(LessonId id, LessonContent lesson, DateTimeOffset now)
    {
        (Id, Slug, Number, Order, Minutes, Title, Summary) = (id, lesson.Slug, lesson.Version, lesson.Order, lesson.Minutes, lesson.Title, lesson.Summary);
        Content = JsonSerializer.Serialize(lesson);
        PublishedAt = now;
    }

    public LessonId Id { get; private init; }
    public string Slug { get; private init; } = "";
    public int Number { get; private init; }
    public int Order { get; private init; }
    public int Minutes { get; private init; }
    public LocalizedText Title { get; private init; } = LocalizedText.Empty;
    public LocalizedText Summary { get; private init; } = LocalizedText.Empty;

    /// <summary>The whole <see cref="LessonContent"/> as JSON.</summary>
    public string Content { get; private init; } = "";

    public DateTimeOffset PublishedAt { get; private init; }

    public LessonContent Read() => JsonSerializer.Deserialize<LessonContent>(Content)!;
}
