using Portal.Domain.Common;

namespace Portal.Domain.Training;

/// <summary>One answer on offer.</summary>
/// <param name="Id">Fixed within its question: "a".</param>
public sealed record QuestionOption(string Id, LocalizedText Text, bool Right);

/// <summary>A question of a lesson's quiz: exactly one option is right.</summary>
/// <param name="Id">Fixed within its lesson: "q1".</param>
/// <param name="Explain">Why the right one is right; shown once the question was answered.</param>
public sealed record Question(string Id, LocalizedText Text, IReadOnlyList<QuestionOption> Options, LocalizedText Explain)
{
    /// <summary>Whether this option id is the right one; false for an unknown id and for none.</summary>
    public bool IsRight(string? option) => Options.Any(o => o.Right && o.Id == option);
}
