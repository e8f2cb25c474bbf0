using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Playbooks;
using Portal.Web.Features.Troubleshooting;

namespace Portal.Tests.Features.Troubleshooting;

/// <summary>Publishing while somebody walks.</summary>
public class CorrectionTests
{
    private static readonly LocalizedText Sentence = new("这张卡不要再插，直接换一张。", "Do not insert this card again; take another one at once.");

    [Fact]
    public async Task Publishing_between_two_steps_changes_nothing_for_a_running_walk()
    {
        await using var quiet = await TestPortal.Start();
        await using var busy = await TestPortal.Start();
        var before = await quiet.StartWalk(Cast.Lin, await quiet.Declined("05"));
        var meanwhile = await busy.StartWalk(Cast.Lin, await busy.Declined("05"));

        for (var i = 0; i < 12 && before.Session.Status == SessionStatus.Open; i++)
        {
            Assert.Equal(before.Step.Id, meanwhile.Step.Id);
            var book = await InUse(busy);
            await Publish(busy, book with { Checks = [], Fixes = [.. book.Fixes.Reverse()] });
            before = (await quiet.Answer(Cast.Lin, before.Session.Id, before.Step.Id, Walks.Helpless(before.Step))).Value!;
            meanwhile = (await busy.Answer(Cast.Lin, meanwhile.Session.Id, meanwhile.Step.Id, Walks.Helpless(meanwhile.Step))).Value!;
        }

        Assert.Equal(before.Session.Walk, meanwhile.Session.Walk);
        Assert.Equal(1, meanwhile.Session.PlaybookVersion);
        Assert.True((await InUse(busy)).Version > 2);
    }

    [Theory]
    [InlineData("zh-CN", "直接换一张", "已换到更正后的版本")]
    [InlineData("en", "take another one at once", "You are on the corrected version now")]
    public async Task An_urgent_correction_is_shown_at_its_step_with_the_choice_to_move(string language, string sentence, string moved)
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        var next = (await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step))).Value!;
        using var lin = await portal.Browse(Cast.Lin);
        lin.Language = language;
        var address = $"/troubleshoot/{view.Session.Id.Value}";
        Assert.DoesNotContain(sentence, await lin.Read(address));

        await Publish(portal, await InUse(portal), new([next.Step.Id], Sentence));
        Assert.Contains(sentence, await lin.Read(address));

        await lin.Post(address, form: "move");
        var page = await lin.Read(address);
        Assert.Contains(moved, page);
        Assert.DoesNotContain(sentence, page);
        var after = (await portal.View(Cast.Lin, view.Session.Id)).Value!;
        Assert.Equal(2, after.Session.PlaybookVersion);
        Assert.Equal(next.Session.Walk, after.Session.Walk);
    }

    [Fact]
    public async Task A_correction_of_something_else_is_not_shown()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        await Publish(portal, await InUse(portal), new(["printer-fault"], Sentence));

        Assert.Empty((await portal.View(Cast.Lin, view.Session.Id)).Value!.CorrectionsAt(view.Step));
    }

    [Fact]
    public async Task What_the_new_version_does_not_have_stays_as_history_in_its_own_words()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        var gone = view.Step;
        await portal.Answer(Cast.Lin, view.Session.Id, gone.Id, Walks.Helpless(gone));
        var book = await InUse(portal);
        await Publish(portal, book with { Fixes = [.. book.Fixes.Where(f => f.Id != gone.Id)] }, new([gone.Id], Sentence));

        var moved = await portal.As(Cast.Lin).Run<MoveSession, Result<SessionView>>(m => m.Run(view.Session.Id, default));

        var walked = Assert.Single(StepTexts.Walked(moved.Value!));
        Assert.Equal((true, gone.Fix!.Title), (walked.Superseded, walked.Title));
        Assert.Empty(moved.Value!.Session.Walk);
    }

    [Fact]
    public async Task Nobody_is_moved_without_a_correction_and_nobody_moves_another_merchants_walk()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        await Publish(portal, await InUse(portal));
        Assert.Equal(TroubleshootingProblems.NotALaterVersion, (await portal.As(Cast.Lin).Run<MoveSession, Result<SessionView>>(m => m.Run(view.Session.Id, default))).Problem);

        await Publish(portal, await InUse(portal), new([view.Step.Id], Sentence));
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Wang).Run<MoveSession, Result<SessionView>>(m => m.Run(view.Session.Id, default))).Problem);
    }

    private static async Task<Playbook> InUse(TestPortal portal) =>
        (await portal.As(Cast.Qian).Run<Knowledge, Playbook?>(k => k.Playbook(default)))!;

    private static async Task Publish(TestPortal portal, Playbook book, UrgentCorrection? urgent = null)
    {
        var published = await portal.As(Cast.Qian).Run<PublishPlaybook, Result<int>>(p => p.Run(new(book, book.Version, urgent), default));
        Assert.True(published.IsOk, published.Problem?.Code);
    }
}
