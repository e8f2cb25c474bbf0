using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.Domain.Training;

/// <summary>What a lesson must hold before anybody may be asked to read and sign it.</summary>
public static partial class LessonRules
{
    public const int OptionsPerQuestion = 3;

    /// <returns>Problem "lesson-field" naming the first field that is missing or breaks a rule; null where all is well.</returns>
    public static Problem? FirstProblem(LessonContent lesson)
    {
        if (!SlugPattern().IsMatch(lesson.Slug)) return At("slug");
        if (lesson.Version < 1) return At("version");
        if (lesson.Minutes is < 1 or > 60) return At("minutes");
        if (IsMissing(lesson.Title)) return At("title");
        if (IsMissing(lesson.Summary)) return At("summary");
        if (IsMissing(lesson.Body)) return At("body");
        if (lesson.Questions.Count == 0) return At("questions");
        if (lesson.Questions.DistinctBy(q => q.Id).Count() != lesson.Questions.Count) return At("questions.id");
        return lesson.Questions.Select(OfQuestion).FirstOrDefault(p => p is not null);
    }

    private static Problem? OfQuestion(Question question)
    {
        if (!IdPattern().IsMatch(question.Id)) return At("questions.id");
        if (IsMissing(question.Text)) return At($"{question.Id}.text");
        if (IsMissing(question.Explain)) return At($"{question.Id}.explain");
        if (question.Options.Count != OptionsPerQuestion || question.Options.DistinctBy(o => o.Id).Count() != OptionsPerQuestion) return At($"{question.Id}.options");
        if (question.Options.Any(o => o.Id.Length == 0 || IsMissing(o.Text))) return At($"{question.Id}.options.text");
        return question.Options.Count(o => o.Right) == 1 ? null : At($"{question.Id}.options.right");
    }

    private static bool IsMissing(LocalizedText text) => string.IsNullOrWhiteSpace(text.Zh) || string.IsNullOrWhiteSpace(text.En);

    private static Problem At(string field) => new("lesson-field", field) { Field = field };

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugPattern();

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex IdPattern();
}
