using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>docs/security.md claims nothing by the name of a test or a file that is not there.</summary>
public partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security.md"));

    [Fact]
    public void Every_test_it_names_is_there() => Assert.Empty(Missing(Page));

    [Fact]
    public void A_test_that_is_not_there_is_found() => Assert.Equal(["NobodyWroteThisTests"], Missing("as `NobodyWroteThisTests` and `RulesTests` show"));

    [Fact]
    public void Every_rule_of_the_house_it_names_is_there() =>
        Assert.Empty(NamedRule().Matches(Page).Select(m => m.Groups[1].Value).Except(typeof(Rules).GetMethods().Select(m => m.Name)));

    [Fact]
    public void Every_file_it_names_is_there() =>
        Assert.Empty(NamedFile().Matches(Page).Select(m => m.Groups[1].Value).Where(name => !Path.Exists(Path.Combine(SourceTree.Root, name))).Distinct());

    [Fact]
    public void Every_requirement_of_the_first_two_levels_has_its_row_and_the_sum_is_right()
    {
        var rows = Row().Matches(Page);

        Assert.Equal(253, rows.Select(m => m.Groups["id"].Value).Distinct().Count());
        Assert.Equal(253, rows.Count);
        var met = rows.Count(m => m.Groups["state"].Value == "Met");
        var open = rows.Count(m => m.Groups["state"].Value == "**NOT MET**");
        Assert.Contains($"{met} met and shown by a test", Page, StringComparison.Ordinal);
        Assert.Contains($"{open} not met.", Page, StringComparison.Ordinal);
        Assert.All(rows.Where(m => m.Groups["state"].Value == "Met"), row => Assert.DoesNotContain("| – |", row.Value, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Missing(string text)
    {
        var classes = SourceTree.Files.Where(f => f.IsIn("Portal.Tests") || f.IsIn("Portal.E2E")).Select(f => Path.GetFileNameWithoutExtension(f.Path)).ToHashSet();
        return NamedTest().Matches(text).Select(m => m.Groups[1].Value).Where(name => !classes.Contains(name)).Distinct();
    }

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"`RulesTests` \((\w+)\)")]
    private static partial Regex NamedRule();

    [GeneratedRegex(@"`((?:eng|docs|Portal\.\w+)/[\w./-]+)`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"^\| (?<id>[0-9]+\.[0-9]+\.[0-9]+) \| [12] \| [^|]+ \| (?<state>[^|]+) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
