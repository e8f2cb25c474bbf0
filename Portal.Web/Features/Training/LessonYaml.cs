using Portal.Domain.Common;
using Portal.Domain.Training;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Portal.Web.Features.Training;

/// <summary>One file of StarterPack/lessons turned into a <see cref="LessonContent"/>. StarterPack/README.md explains every field.</summary>
public static class LessonYaml
{
    /// <param name="file">Its name, for the problem.</param>
    /// <returns>Problem "lesson-file" with the file's name, and the field or the line that is wrong.</returns>
    public static Result<LessonContent> Read(string file, string text)
    {
        try
        {
            var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
            var lesson = Content(yaml.Deserialize<LessonFile?>(text) ?? new LessonFile());
            return LessonRules.FirstProblem(lesson) is { } problem ? new Problem("lesson-file", file, problem.Field!) : lesson;
        }
        catch (YamlException unreadable)
        {
            return new Problem("lesson-file", file, $"line {unreadable.Start.Line}: {unreadable.InnerException?.Message ?? unreadable.Message}");
        }
    }

    private static LessonContent Content(LessonFile f) => new(
        f.Slug, f.Version, f.Minutes, f.Order, Text(f.Title), Text(f.Summary), Text(f.Body),
        [.. (f.Questions ?? []).Select(q => new Question(
            q.Id, Text(q.Text), [.. (q.Options ?? []).Select(o => new QuestionOption(o.Id, Text(o.Text), o.Right))], Text(q.Explain)))],
        f.Causes ?? []);

    private static LocalizedText Text(TextFile? text) => text is null ? LocalizedText.Empty : new(text.Zh?.Trim() ?? "", text.En?.Trim() ?? "");

    private sealed class TextFile
    {
        public string? Zh { get; set; }
        public string? En { get; set; }
    }

    private sealed class LessonFile
    {
        public string Slug { get; set; } = "";
        public int Version { get; set; }
        public int Minutes { get; set; }
        public int Order { get; set; }
        public TextFile? Title { get; set; }
        public TextFile? Summary { get; set; }
        public TextFile? Body { get; set; }
        public List<QuestionFile>? Questions { get; set; }
        public List<string>? Causes { get; set; }
    }

    private sealed class QuestionFile
    {
        public string Id { get; set; } = "";
        public TextFile? Text { get; set; }
        public List<OptionFile>? Options { get; set; }
        public TextFile? Explain { get; set; }
    }

    private sealed class OptionFile
    {
        public string Id { get; set; } = "";
        public TextFile? Text { get; set; }
        public bool Right { get; set; }
    }
}
