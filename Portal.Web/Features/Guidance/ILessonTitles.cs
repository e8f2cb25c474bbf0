using Portal.Domain.Common;

namespace Portal.Web.Features.Guidance;

/// <summary>What an article needs to know of lessons; the feature that has lessons answers it. Without one, articles name no lessons.</summary>
public interface ILessonTitles
{
    /// <summary>Titles by slug; slugs without a lesson are left out.</summary>
    Task<IReadOnlyDictionary<string, LocalizedText>> Of(IReadOnlyCollection<string> slugs, CancellationToken cancel);
}
