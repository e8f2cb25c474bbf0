using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Tests.Support;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Features.Playbooks;

public class PublishPlaybookTests
{
    private static readonly LocalizedText Sentence = new("一句话", "One sentence");

    public static readonly TheoryData<UrgentCorrection, string> Unsound = new()
    {
        { new([], Sentence), "playbook.correction-affects" },
        { new(["no-such-step"], Sentence), "playbook.correction-affects" },
        { new(["wrong-pin"], new("一句话", " ")), "playbook.correction-sentence" },
        { new(["wrong-pin"], new("一句话", new string('x', UrgentCorrection.SentenceLength + 1))), "playbook.correction-sentence" },
    };

    [Fact]
    public async Task A_trainer_publishes_the_next_version_and_its_correction_is_known()
    {
        await using var portal = await TestPortal.Start();
        var book = await InUse(portal);

        var published = await Publish(portal, Cast.Qian, book, 1, new(["wrong-pin", "enter-pin-again"], Sentence));

        Assert.Equal(2, published.Value);
        Assert.Equal(2, (await InUse(portal)).Version);
        var correction = Assert.Single(await portal.As(Cast.Qian).Run<Knowledge, IReadOnlyList<PublishedCorrection>>(k => k.CorrectionsSince(1, default)));
        Assert.Equal((2, Sentence), (correction.Number, correction.Correction.Sentence));
        Assert.Equal(["wrong-pin", "enter-pin-again"], correction.Correction.Affects);
        await using var db = portal.Database();
        Assert.Equal(Cast.Qian.Id, (await db.Events.OrderBy(e => e.Id).LastAsync(e => e.Kind == nameof(PlaybookPublished))).Actor);
    }

    [Fact]
    public async Task Nobody_but_trainers_and_administrators_publishes()
    {
        await using var portal = await TestPortal.Start();
        var book = await InUse(portal);

        foreach (var person in new[] { Cast.Lin, Cast.Chen, Cast.Mei, Cast.Zhao })
            Assert.Equal(Problem.NotFound, (await Publish(portal, person, book, 1)).Problem);
        Assert.True((await Publish(portal, Cast.Admin, book, 1)).IsOk);
    }

    [Fact]
    public async Task Who_began_from_an_older_version_is_told_so()
    {
        await using var portal = await TestPortal.Start();
        var book = await InUse(portal);
        await Publish(portal, Cast.Qian, book, 1);

        Assert.Equal(Problem.Stale, (await Publish(portal, Cast.Admin, book, 1)).Problem);
    }

    [Fact]
    public async Task A_playbook_that_breaks_a_rule_is_not_published()
    {
        await using var portal = await TestPortal.Start();
        var book = await InUse(portal);

        var problem = (await Publish(portal, Cast.Qian, book with { Fixes = [book.Fixes[0] with { CostSeconds = 0 }, .. book.Fixes.Skip(1)] }, 1)).Problem;

        Assert.Equal("playbook.cost-missing", problem?.Code);
        Assert.Equal(1, (await InUse(portal)).Version);
    }

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task A_correction_names_what_it_is_about_in_both_languages(UrgentCorrection urgent, string code)
    {
        await using var portal = await TestPortal.Start();

        Assert.Equal(code, (await Publish(portal, Cast.Qian, await InUse(portal), 1, urgent)).Problem?.Code);
    }

    private static async Task<Playbook> InUse(TestPortal portal) => (await portal.As(Cast.Qian).Run<Knowledge, Playbook?>(k => k.Playbook(default)))!;

    private static Task<Result<int>> Publish(TestPortal portal, Cast.Person person, Playbook book, int inUse, UrgentCorrection? urgent = null) =>
        portal.As(person).Run<PublishPlaybook, Result<int>>(p => p.Run(new(book, inUse, urgent), default));
}
