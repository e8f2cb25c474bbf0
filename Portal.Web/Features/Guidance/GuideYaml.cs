using System.Text.RegularExpressions;
using Portal.Domain.Common;
using Portal.Domain.Guidance;
using Portal.Web.Features.Playbooks;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Portal.Web.Features.Guidance;

/// <summary>One file of StarterPack/faq as text, turned into an entry. StarterPack/README.md explains every field.</summary>
public static partial class GuideYaml
{
    /// <param name="file">"01-why-cards-are-declined.yaml": the slug must be its name without number and ending.</param>
    /// <returns>Problem "guide.field" with the file, the field and what is wrong, or "guide.unreadable" with the file, the line and what is wrong.</returns>
    public static Result<GuideEntry> Read(string file, string yaml)
    {
        EntryFile? entry;
        try
        {
            entry = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<EntryFile?>(yaml);
        }
        catch (YamlException unreadable)
        {
            return new Problem("guide.unreadable", file, unreadable.Start.Line, unreadable.InnerException?.Message ?? unreadable.Message);
        }

        if (entry is null) return new Problem("guide.unreadable", file, 1, "empty");

        if (!Slug().IsMatch(entry.Slug ?? "")) return Bad("slug", entry.Slug ?? "missing");
        if (NameOf(file) != entry.Slug) return Bad("slug", $"{entry.Slug} is not the file's name");
        if (Word<GuideKind>(entry.Kind) is not { } kind) return Bad("kind", entry.Kind ?? "missing");
        if (Word<GuideTopic>(entry.Topic) is not { } topic) return Bad("topic", entry.Topic ?? "missing");
        foreach (var (field, text) in new[] { ("title", entry.Title), ("summary", entry.Summary), ("body", entry.Body) })
        {
            if (string.IsNullOrWhiteSpace(text?.Zh)) return Bad(field + ".zh", "missing");
            if (string.IsNullOrWhiteSpace(text.En)) return Bad(field + ".en", "missing");
        }

        foreach (var code in entry.Codes ?? []) if (!Code().IsMatch(code)) return Bad("codes", code);
        foreach (var slug in entry.Related ?? []) if (!Slug().IsMatch(slug)) return Bad("related", slug);
        foreach (var slug in entry.Lessons ?? []) if (!Slug().IsMatch(slug)) return Bad("lessons", slug);

        return new GuideEntry(
            entry.Slug!, kind, topic, entry.Order, Both(entry.Title!), Both(entry.Summary!), Both(entry.Body!), entry.Codes ?? [], entry.Related ?? [], entry.Lessons ?? []);

        Problem Bad(string field, string what) => new("guide.field", file, field, what);
    }

    private static string NameOf(string file) => Number().Replace(Path.GetFileNameWithoutExtension(file), "");

    private static T? Word<T>(string? word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Kebab.Of(value) == word) return value;
        return null;
    }

    private static LocalizedText Both(TextFile text) => new(text.Zh!.Trim(), text.En!.Trim());

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Slug();

    [GeneratedRegex("^[a-z0-9-]+/[A-Z0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("^[0-9]+-")]
    private static partial Regex Number();

    private sealed class TextFile
    {
        public string? Zh { get; set; }
        public string? En { get; set; }
    }

    private sealed class EntryFile
    {
        public string? Slug { get; set; }
        public string? Kind { get; set; }
        public string? Topic { get; set; }
        public int Order { get; set; }
        public TextFile? Title { get; set; }
        public TextFile? Summary { get; set; }
        public TextFile? Body { get; set; }
        public List<string>? Codes { get; set; }
        public List<string>? Related { get; set; }
        public List<string>? Lessons { get; set; }
    }
}
