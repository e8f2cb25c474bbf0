using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Web.Features.Guidance;
using Portal.Web.Features.Playbooks;
using YamlDotNet.RepresentationModel;

namespace Portal.Tests.House;

/// <summary>Both languages are complete, what the code asks for is there, and the pieces of the starter pack fit together.</summary>
public partial class TextsTests
{
    private sealed record Texts(string Path, string Name, IReadOnlyDictionary<string, string> Zh, IReadOnlyDictionary<string, string> En);

    private static readonly IReadOnlyList<Texts> All = [.. Neutral().Select(path => new Texts(
        Path.GetRelativePath(SourceTree.Root, path), Path.GetFileNameWithoutExtension(path), Read(path), Read(path[..^".resx".Length] + ".en.resx")))];

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_blanks()
    {
        Assert.NotEmpty(All);
        var problems = new List<string>();
        foreach (var texts in All)
        {
            problems.AddRange(texts.Zh.Keys.Except(texts.En.Keys).Select(key => $"{texts.Path}: {key} has no English"));
            problems.AddRange(texts.En.Keys.Except(texts.Zh.Keys).Select(key => $"{texts.Path}: {key} has no Chinese"));
            foreach (var (key, zh) in texts.Zh)
            {
                var en = texts.En.GetValueOrDefault(key, "-");
                if (string.IsNullOrWhiteSpace(zh) || string.IsNullOrWhiteSpace(en)) problems.Add($"{texts.Path}: {key} is empty");
                if (!Blanks(zh).SetEquals(Blanks(en)) && texts.En.ContainsKey(key)) problems.Add($"{texts.Path}: {key} has other blanks in English");
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Every_text_the_code_asks_for_exists()
    {
        var byName = All.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var file in SourceTree.Files.Where(f => f.IsIn("Portal.Web")))
        {
            // A part in two files declares its localizer in one of them.
            var declared = file.Path.EndsWith(".razor.cs", StringComparison.Ordinal)
                ? SourceTree.Files.FirstOrDefault(f => f.Path == file.Path[..^".cs".Length])?.Text + file.Text
                : file.Text;
            foreach (Match localizer in LocalizerPattern().Matches(declared))
            {
                if (!byName.TryGetValue(localizer.Groups[1].Value, out var texts))
                {
                    problems.Add($"{file.Path}: there is no {localizer.Groups[1].Value}.resx");
                    continue;
                }

                var uses = Regex.Matches(file.Text, $@"\b{localizer.Groups[2].Value}\[""([^""]*)""(\s*\+)?");
                foreach (Match use in uses)
                {
                    var key = use.Groups[1].Value;
                    var exists = use.Groups[2].Success ? texts.Zh.Keys.Any(k => k.StartsWith(key, StringComparison.Ordinal)) : texts.Zh.ContainsKey(key);
                    if (!exists) problems.Add($"{file.Path}: {localizer.Groups[1].Value} has no {key}");
                }
            }
        }

        Assert.Empty(problems.Distinct());
    }

    [Fact]
    public async Task The_pieces_of_the_starter_pack_fit_together()
    {
        var pack = (await StarterPack.Read(StarterPack.Folder, default)).Value!;
        var guides = await GuidePack.Read(StarterPack.Folder, default);
        Assert.True(guides.IsOk, string.Join(" ", guides.Problem?.Args ?? []));
        var lessons = Directory.GetFiles(Path.Combine(StarterPack.Folder, "lessons"), "*.yaml").Select(Lesson).ToList();
        var causes = pack.Playbook.Causes.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var slugs = lessons.ToDictionary(l => l.Slug, StringComparer.Ordinal);
        var entries = guides.Value!.Select(g => g.Slug).ToHashSet(StringComparer.Ordinal);
        var codes = pack.ResponseCodes.Select(c => $"{c.Scheme}/{c.Code}").ToHashSet(StringComparer.Ordinal);
        var problems = PlaybookRules.Problems(pack.Playbook).Select(p => $"{p.Code} {string.Join(' ', p.Args)}").ToList();

        foreach (var cause in causes.Values)
        {
            problems.AddRange(cause.Lessons.Where(l => !slugs.ContainsKey(l)).Select(l => $"cause {cause.Id}: no lesson {l}"));
            problems.AddRange(cause.Lessons.Where(l => slugs.TryGetValue(l, out var lesson) && !lesson.Causes.Contains(cause.Id)).Select(l => $"lesson {l} does not name its cause {cause.Id}"));
            problems.AddRange(cause.Faq.Where(f => !entries.Contains(f)).Select(f => $"cause {cause.Id}: no entry {f}"));
        }

        foreach (var lesson in lessons)
        {
            problems.AddRange(lesson.Causes.Where(c => !causes.TryGetValue(c, out var cause) || !cause.Lessons.Contains(lesson.Slug)).Select(c => $"lesson {lesson.Slug}: cause {c} does not carry it"));
            problems.AddRange(lesson.Problems.Select(p => $"lesson {lesson.Slug}: {p}"));
        }

        foreach (var guide in guides.Value!)
        {
            problems.AddRange(guide.Lessons.Where(l => !slugs.ContainsKey(l)).Select(l => $"entry {guide.Slug}: no lesson {l}"));
            problems.AddRange(guide.Codes.Where(c => !codes.Contains(c)).Select(c => $"entry {guide.Slug}: no code {c}"));
            foreach (var text in new[] { guide.Body.Zh, guide.Body.En })
                problems.AddRange(HelpLink().Matches(text).Select(m => m.Groups[1].Value).Where(s => !entries.Contains(s)).Select(s => $"entry {guide.Slug}: link to no entry {s}"));
        }

        problems.AddRange(pack.ResponseCodes.Where(c => new[] { c.Name, c.TypicalCauses, c.FirstAction }.Any(IsIncomplete)).Select(c => $"code {c.Scheme}/{c.Code} lacks a language"));
        Assert.Empty(problems);
    }

    private sealed record LessonFile(string Slug, IReadOnlyList<string> Causes, IReadOnlyList<string> Problems);

    private static LessonFile Lesson(string path)
    {
        using var reader = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var problems = new List<string>();
        foreach (var field in new[] { "title", "summary", "body" }) Both(root, field, field);
        foreach (var question in ((YamlSequenceNode)root["questions"]).Cast<YamlMappingNode>())
        {
            var id = question["id"].ToString();
            Both(question, "text", id);
            Both(question, "explain", id);
            var options = ((YamlSequenceNode)question["options"]).Cast<YamlMappingNode>().ToList();
            foreach (var option in options) Both(option, "text", id);
            if (options.Count(o => o.Children.TryGetValue("right", out var right) && right.ToString() == "true") != 1) problems.Add($"{id} has not exactly one right answer");
        }

        return new(root["slug"].ToString(), [.. ((YamlSequenceNode)root["causes"]).Select(c => c.ToString())], problems);

        void Both(YamlMappingNode node, string field, string where)
        {
            if (!node.Children.TryGetValue(field, out var text) || text is not YamlMappingNode { Children: var languages }
                || new[] { "zh", "en" }.Any(l => !languages.TryGetValue(l, out var words) || string.IsNullOrWhiteSpace(words.ToString())))
                problems.Add($"{where}: {field} lacks a language");
        }
    }

    private static bool IsIncomplete(LocalizedText text) => string.IsNullOrWhiteSpace(text.Zh) || string.IsNullOrWhiteSpace(text.En);

    private static IEnumerable<string> Neutral() => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "Portal.Web"), "*.resx", SearchOption.AllDirectories)
        .Where(p => !p.EndsWith(".en.resx", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal) && !p.Contains("/obj/", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string path) => !File.Exists(path) ? []
        : XDocument.Load(path).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "", StringComparer.Ordinal);

    private static HashSet<string> Blanks(string text) => [.. BlankPattern().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex BlankPattern();

    /// <summary>"@inject IStringLocalizer&lt;LookupText&gt; Text" and "IStringLocalizer&lt;LookupText&gt; text".</summary>
    [GeneratedRegex(@"IStringLocalizer<(\w+)>\s+(\w+)")]
    private static partial Regex LocalizerPattern();

    [GeneratedRegex(@"\]\(/help/([a-z0-9-]+)")]
    private static partial Regex HelpLink();
}
