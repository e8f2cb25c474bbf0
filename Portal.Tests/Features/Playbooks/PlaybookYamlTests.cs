using Portal.Domain.Playbooks;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Features.Playbooks;

public sealed class PlaybookYamlTests
{
    [Fact]
    public async Task The_shipped_playbook_survives_writing_and_reading()
    {
        var shipped = (await StarterPack.Read(StarterPack.Folder, TestContext.Current.CancellationToken)).Value!.Playbook;

        var again = Again(shipped);

        Assert.Equal(PlaybookJson.Write(shipped), PlaybookJson.Write(again));
        Assert.Equal(PlaybookYamlWriter.Write(shipped), PlaybookYamlWriter.Write(again));
    }

    [Fact]
    public async Task What_cases_taught_survives_too()
    {
        var shipped = (await StarterPack.Read(StarterPack.Folder, TestContext.Current.CancellationToken)).Value!.Playbook;
        var first = shipped.Causes.First(c => c.Codes.Count > 0 && c.Symptoms.Count > 0);
        var taught = shipped with
        {
            Causes =
            [
                .. shipped.Causes.Select(c => c.Id != first.Id ? c : c with
                {
                    Codes = [c.Codes[0] with { Share = 12.75, Since = 4 }, .. c.Codes.Skip(1)],
                    Symptoms = [c.Symptoms[0] with { Share = 0.5 }, .. c.Symptoms.Skip(1)],
                }),
            ],
        };

        Assert.Equal(PlaybookJson.Write(taught), PlaybookJson.Write(Again(taught)));
    }

    [Theory]
    [InlineData("yes", "no")]
    [InlineData("1e3", "0x1F")]
    [InlineData("a: b # c", "- x")]
    [InlineData("第一行\n第二行：“引号”", "line one\nline two: \"quoted\"")]
    [InlineData("'", "{}[]&*!|>%@`")]
    public async Task Any_text_survives(string zh, string en)
    {
        var shipped = (await StarterPack.Read(StarterPack.Folder, TestContext.Current.CancellationToken)).Value!.Playbook;
        var written = shipped with { Fixes = [shipped.Fixes[0] with { Body = new(zh, en), ForbiddenCodes = ["01", "1E3", "unionpay/55"] }] };

        var again = Again(written).Fixes[0];

        Assert.Equal(new(zh, en), again.Body);
        Assert.Equal(["01", "1E3", "unionpay/55"], again.ForbiddenCodes);
    }

    private static Playbook Again(Playbook playbook) =>
        PlaybookYaml.Read(PlaybookYamlWriter.Write(playbook), PlaybookYamlWriter.WriteSymptoms(playbook), playbook.Version).Value!;
}
