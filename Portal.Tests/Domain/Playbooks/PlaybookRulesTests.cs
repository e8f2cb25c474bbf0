using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Tests.Domain.Diagnosis;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Domain.Playbooks;

public class PlaybookRulesTests
{
    private static readonly Playbook Good = Given.Playbook;

    public static TheoryData<string, Playbook> Broken => new()
    {
        { "playbook.id-twice", Good with { Causes = [.. Good.Causes, Good.Causes[0]] } },
        { "playbook.id-twice", Good with { Fixes = [.. Good.Fixes, Good.Fixes[0] with { Id = Good.Checks[0].Id }] } },
        { "playbook.id-form", Good with { Causes = [.. Good.Causes, Good.Causes[0] with { Id = "Has Spaces" }] } },
        { "playbook.language-missing", Good with { Fixes = [.. Good.Fixes.Skip(1), Good.Fixes[0] with { Title = new("只有中文", " ") }] } },
        { "playbook.unknown-symptom", Good with { Causes = [.. Good.Causes.Skip(1), Good.Causes[0] with { Symptoms = [new("nothing", Strength.Likely)] }] } },
        { "playbook.unknown-evidence", Good with { Causes = [.. Good.Causes.Skip(1), Good.Causes[0] with { Evidence = [new("nothing", Strength.Likely)] }] } },
        { "playbook.unknown-cause", Good with { Fixes = [.. Good.Fixes.Skip(1), Good.Fixes[0] with { Cures = [new("nothing", Chance.Usually)] }] } },
        { "playbook.cures-nothing", Good with { Fixes = [.. Good.Fixes.Skip(1), Good.Fixes[0] with { Cures = [] }] } },
        { "playbook.dont-know-missing", Good with { Checks = [.. Good.Checks.Skip(1), Good.Checks[0] with { Options = [.. Good.Checks[0].Options.Where(o => o.Id != "dont-know"), new("yes2", new("是", "Yes"), [])] }] } },
        { "playbook.unknown-option", Good with { Checks = [.. Good.Checks.Skip(1), Good.Checks[0] with { KnownFrom = [new("contactless", "nothing")] }] } },
        { "playbook.cost-missing", Good with { Checks = [.. Good.Checks.Skip(1), Good.Checks[0] with { CostSeconds = 0 }] } },
    };

    [Fact]
    public void The_shipped_playbook_keeps_every_rule() => Assert.Empty(PlaybookRules.Problems(Good));

    [Theory, MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void A_broken_one_says_what_is_wrong(string problem, Playbook broken) =>
        Assert.Contains(problem, PlaybookRules.Problems(broken).Select(p => p.Code));

    [Fact]
    public void A_code_the_catalogue_does_not_have_is_named()
    {
        var broken = Good with { Causes = [.. Good.Causes.Skip(1), Good.Causes[0] with { Codes = [new("unionpay/Q9", Strength.Likely)] }] };

        Assert.Contains(PlaybookRules.Problems(broken, code => code != "unionpay/Q9"), p => p.Code == "playbook.unknown-code" && Equals(p.Args[1], "unionpay/Q9"));
    }

    [Fact]
    public void What_is_stored_reads_back_as_it_was()
    {
        var again = PlaybookJson.Read(PlaybookJson.Write(Good), Good.Version);

        Assert.Equivalent(Good, again, strict: true);
    }

    [Theory]
    [InlineData("causes:\n  - id: [", "playbook.unreadable")]
    [InlineData("id: x\ncauses:\n  - id: a\n    group: weather\n    who_acts: shop\n    scope: card\n    title: {zh: 一, en: One}\n", "playbook.word")]
    public void A_file_that_cannot_be_read_says_where(string yaml, string problem) => Assert.Equal(problem, PlaybookYaml.Read(yaml, "[]", 1).Problem?.Code);

    [Fact]
    public void Every_fact_has_words_in_both_languages()
    {
        var texts = new System.Resources.ResourceManager(typeof(Web.Features.Diagnosis.DiagnosisText));
        foreach (var culture in new[] { "zh-CN", "en" })
            Assert.All(EvidenceKeys.All, key => Assert.False(string.IsNullOrEmpty(texts.GetString("Evidence." + key, new System.Globalization.CultureInfo(culture)))));
    }
}
