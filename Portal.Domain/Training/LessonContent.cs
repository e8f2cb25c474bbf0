using Portal.Domain.Common;

namespace Portal.Domain.Training;

/// <summary>One version of a lesson: what is read, and what is asked afterwards.</summary>
/// <param name="Slug">Fixed name in addresses, kebab-case.</param>
/// <param name="Version">From 1; what somebody signed was one version of it.</param>
/// <param name="Minutes">How long reading takes.</param>
/// <param name="Order">Place in the list, rising.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Causes">Ids of the causes whose tickets carry it.</param>
public sealed record LessonContent(
    string Slug, int Version, int Minutes, int Order, LocalizedText Title, LocalizedText Summary, LocalizedText Body,
    IReadOnlyList<Question> Questions, IReadOnlyList<string> Causes)
{
    /// <summary>Ids of the questions that are not answered rightly, unanswered ones included; empty: may be signed.</summary>
    /// <param name="answers">Option id by question id.</param>
    public IReadOnlyList<string> Wrong(IReadOnlyDictionary<string, string> answers) =>
        [.. Questions.Where(q => !q.IsRight(answers.GetValueOrDefault(q.Id))).Select(q => q.Id)];
}
