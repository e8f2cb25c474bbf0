using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Troubleshooting;

namespace Portal.Tests.Features.Troubleshooting;

public class SessionTests
{
    [Fact]
    public async Task A_walk_without_any_help_ends_with_a_person_and_every_answer_is_kept()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        var session = view.Session.Id;
        var asked = new List<string>();

        while (view.Session.Status == SessionStatus.Open && asked.Count < 15)
        {
            portal.Clock.Advance(TimeSpan.FromSeconds(40));
            asked.Add(view.Step.Id);
            view = (await portal.Answer(Cast.Lin, session, view.Step.Id, Walks.Helpless(view.Step))).Value!;
        }

        Assert.Equal(SessionStatus.Escalated, view.Session.Status);
        Assert.InRange(asked.Count, 2, 12);
        Assert.Equal(asked, (await portal.View(Cast.Lin, session)).Value!.Session.Walk.Select(a => a.StepId));
        await using var db = portal.Database();
        Assert.Contains(await db.Events.Select(e => e.Kind).ToListAsync(), kind => kind == nameof(TroubleshootingEscalated));
    }

    [Fact]
    public async Task What_works_ends_the_walk_and_a_changed_mind_opens_it_again()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        Assert.Equal(StepKind.Fix, view.Step.Kind);

        var solved = await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.Works);
        Assert.Equal(SessionStatus.Resolved, solved.Value!.Session.Status);

        var reopened = await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.NoHelp);
        Assert.Equal(SessionStatus.Open, reopened.Value!.Session.Status);
        Assert.NotEqual(view.Step.Id, reopened.Value.Step.Id);
        Assert.Equal([false, true], reopened.Value.Session.Answers.OrderBy(a => a.At).ThenByDescending(a => a.SupersededAt).Select(a => a.Counts));
    }

    [Fact]
    public async Task The_same_answer_again_changes_nothing()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));

        var once = (await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step))).Value!;
        var twice = (await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step))).Value!;

        Assert.Single(twice.Session.Answers);
        Assert.Equal(once.Step.Id, twice.Step.Id);
    }

    [Fact]
    public async Task A_walk_survives_a_restart_and_goes_on_by_its_code_on_another_device()
    {
        await using var portal = await TestPortal.Start();
        var begun = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        var answered = (await portal.Answer(Cast.Lin, begun.Session.Id, begun.Step.Id, Walks.Helpless(begun.Step))).Value!;

        await portal.Restart();

        var typed = $" {ResumeCode.Show(begun.Session.ResumeCode).ToLowerInvariant()}";
        var found = await portal.As(Cast.Chen).Run<ViewSession, Result<SessionId>>(v => v.ByCode(typed, default));
        var resumed = (await portal.View(Cast.Chen, found.Value)).Value!;
        Assert.Equal(answered.Step.Id, resumed.Step.Id);
        Assert.Equal(answered.Session.Walk, resumed.Session.Walk);
    }

    [Fact]
    public async Task Another_merchant_can_neither_see_nor_start_answer_resume_or_hand_over_a_walk()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var transaction = await portal.Declined("05");
        var view = await portal.StartWalk(Cast.Lin, transaction);
        var wang = portal.As(Cast.Wang);

        Assert.Equal(Problem.NotFound, (await portal.View(Cast.Wang, view.Session.Id)).Problem);
        Assert.Equal(Problem.NotFound, (await portal.Answer(Cast.Wang, view.Session.Id, view.Step.Id, view.Step.Options[0])).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<StartSession, Result<SessionView>>(s => s.Run(new(transaction), default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<StartSession, Result<SessionView>>(s => s.Run(new(null, Cast.Till1.Number, "no-network"), default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<ViewSession, Result<SessionId>>(s => s.ByCode(view.Session.ResumeCode, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<EscalateSession, Result>(s => s.Run(view.Session.Id, default))).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<WalkForTicket, Result<SessionSummary>>(s => s.Run(view.Session.Id, default))).Problem);
    }

    [Fact]
    public async Task A_cashier_of_one_store_does_not_reach_a_walk_of_another_store()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Chen, await portal.Declined("05", ("terminal_id", Cast.BundTill.Number)));

        Assert.Equal(Problem.NotFound, (await portal.View(Cast.Lin, view.Session.Id)).Problem);
    }

    [Theory]
    [InlineData("no-such-step", "yes", "session.step-not-offered")]
    [InlineData(null, "no-such-answer", "session.unknown-answer")]
    public async Task What_was_not_asked_or_cannot_be_answered_is_refused(string? step, string option, string problem)
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));

        Assert.Equal(problem, (await portal.Answer(Cast.Lin, view.Session.Id, step ?? view.Step.Id, option)).Problem?.Code);
    }

    [Fact]
    public async Task Without_a_record_the_walk_begins_with_what_the_screen_shows()
    {
        await using var portal = await TestPortal.Start();
        var lin = portal.As(Cast.Lin);

        var offline = await lin.Run<StartSession, Result<SessionView>>(s => s.Run(new(null, Cast.Till1.Number, "no-network"), default));
        var timeout = await lin.Run<StartSession, Result<SessionView>>(s => s.Run(new(null, Cast.Till1.Number, "timeout-sent"), default));
        var unknown = await lin.Run<StartSession, Result<SessionView>>(s => s.Run(new(null, Cast.Till1.Number, "no-such-symptom"), default));

        Assert.Equal((MoneyMoved.No, "not-sent"), (offline.Value!.Verdict.MoneyMoved, offline.Value.Verdict.Because));
        Assert.Equal((Retry.CheckFirst, StepKind.Wait), (timeout.Value!.Verdict.Retry, timeout.Value.Step.Kind));
        Assert.Equal(TroubleshootingProblems.UnknownSymptom, unknown.Problem);
    }

    [Fact]
    public async Task The_ticket_gets_the_case_the_steps_in_both_languages_and_the_lessons()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("55"));
        await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step));

        var summary = (await portal.As(Cast.Lin).Run<WalkForTicket, Result<SessionSummary>>(w => w.Run(view.Session.Id, default))).Value!;

        var step = Assert.Single(summary.Steps);
        Assert.Equal(view.Step.Id, step.StepId);
        Assert.All(new[] { step.Title, step.Answer }, text => Assert.True(text.Zh.Length > 0 && text.En.Length > 0 && text.Zh != text.En));
        Assert.Equal(Cast.Lin.Id, step.By);
        Assert.NotEmpty(summary.Suspected);
        Assert.NotEmpty(summary.Lessons);
        Assert.Equal(Cast.Till1.Number, summary.TerminalNumber);
    }

    [Fact]
    public async Task A_walk_nobody_came_back_to_is_closed_after_a_day()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        var close = portal.Services.GetRequiredService<AbandonIdleSessions>();

        portal.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await close.Run(default));
        portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await close.Run(default));
        Assert.Equal(SessionStatus.Abandoned, (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session.Status);
    }

    [Fact]
    public async Task A_double_press_on_start_begins_one_walk()
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("05");

        Assert.Equal((await portal.StartWalk(Cast.Lin, transaction)).Session.Id, (await portal.StartWalk(Cast.Lin, transaction)).Session.Id);
    }
}
