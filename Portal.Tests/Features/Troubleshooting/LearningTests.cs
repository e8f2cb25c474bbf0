using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Playbooks;
using Portal.Web.Features.Troubleshooting;

namespace Portal.Tests.Features.Troubleshooting;

/// <summary>What ended walks teach, and who takes it into the playbook.</summary>
public class LearningTests
{
    [Fact]
    public async Task A_fix_that_helped_points_to_the_causes_it_cures()
    {
        await using var portal = await TestPortal.Start();
        var view = await Until(portal, await portal.StartWalk(Cast.Lin, await portal.Declined("05")), StepKind.Fix);
        var fix = view.Step.Fix!;

        await portal.Answer(Cast.Lin, view.Session.Id, fix.Id, Step.Works);

        var (about, left) = await Left(portal, view.Session.Id);
        Assert.Equal("unionpay/05", about);
        Assert.NotEmpty(left);
        Assert.All(left, l => Assert.Contains(fix.Cures, c => c.Cause == l.Cause));
        Assert.Equal(1, left.Sum(l => l.Share), 6);
    }

    [Fact]
    public async Task A_walk_opened_again_takes_its_count_back()
    {
        await using var portal = await TestPortal.Start();
        var view = await Until(portal, await portal.StartWalk(Cast.Lin, await portal.Declined("05")), StepKind.Fix);
        await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.Works);
        Assert.NotEmpty(await Counts(portal));

        await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.NoHelp);

        Assert.Empty(await Counts(portal));
        Assert.Null((await Left(portal, view.Session.Id)).About);
    }

    [Fact]
    public async Task A_hand_over_counts_what_was_believed_and_something_else()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));

        await portal.As(Cast.Lin).Run<EscalateSession, Result>(e => e.Run(view.Session.Id, default));

        var counts = await Counts(portal);
        Assert.Contains(counts, c => c.Cause == CauseCount.SomethingElse);
        Assert.Equal(1, counts.Sum(c => c.HandedOver), 6);
        Assert.Equal(0, counts.Sum(c => c.ByWord + c.ByApproval));
    }

    [Fact]
    public async Task An_abandoned_walk_teaches_nothing()
    {
        await using var portal = await TestPortal.Start();
        await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        portal.Clock.Advance(TimeSpan.FromDays(30));
        await portal.Services.GetRequiredService<AbandonIdleSessions>().Run(default);

        Assert.Empty(await Counts(portal));
    }

    [Fact]
    public async Task A_case_with_an_advice_code_teaches_nothing_about_its_code()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05", ("scheme", "mastercard"), ("advice_code", "03")));
        await portal.As(Cast.Lin).Run<EscalateSession, Result>(e => e.Run(view.Session.Id, default));

        Assert.Empty(await Counts(portal));
    }

    [Fact]
    public async Task A_merchant_counts_only_its_own_walks()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        await portal.As(Cast.Lin).Run<EscalateSession, Result>(e => e.Run(view.Session.Id, default));

        Assert.NotEmpty(await portal.As(Cast.Chen).Run<CountCases, IReadOnlyList<CauseCount>>(c => c.Run(default)));
        Assert.Empty(await portal.As(Cast.Wang).Run<CountCases, IReadOnlyList<CauseCount>>(c => c.Run(default)));
    }

    [Fact]
    public async Task A_trainer_adopts_what_twelve_walks_show_and_running_walks_stay_where_they_are()
    {
        await using var portal = await TestPortal.Start();
        var running = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        for (var i = 0; i < 12; i++)
        {
            var view = await Until(portal, await portal.StartWalk(Cast.Lin, await portal.Declined("05")), StepKind.Fix);
            await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.Works);
        }

        var shown = (await portal.As(Cast.Qian).Run<AdoptShares, Result<AdoptShares.Proposals>>(a => a.Propose(default))).Value!;
        var moved = shown.Shares.OrderByDescending(s => s.Proposed - s.Now).First();
        var adopted = await portal.As(Cast.Qian).Run<AdoptShares, Result<int>>(a => a.Run(new(new HashSet<string> { moved.About }, 1), default));

        Assert.Equal(2, adopted.Value);
        var book = (await portal.Services.GetRequiredService<Knowledge>().Playbook(default))!;
        Assert.Equal(moved.Share, book.Cause(moved.Cause)!.PriorOf("unionpay", "05"));
        Assert.Equal(1, (await portal.View(Cast.Lin, running.Session.Id)).Value!.Session.PlaybookVersion);
        Assert.Empty((await portal.As(Cast.Qian).Run<AdoptShares, Result<AdoptShares.Proposals>>(a => a.Propose(default))).Value!.Shares);
    }

    [Fact]
    public async Task Proposals_shown_for_an_earlier_version_are_not_adopted()
    {
        await using var portal = await TestPortal.Start();

        var done = await portal.As(Cast.Qian).Run<AdoptShares, Result<int>>(a => a.Run(new(new HashSet<string> { "unionpay/05" }, 7), default));

        Assert.Equal(Problem.Stale, done.Problem);
    }

    [Fact]
    public async Task Nothing_chosen_says_so()
    {
        await using var portal = await TestPortal.Start();

        var done = await portal.As(Cast.Qian).Run<AdoptShares, Result<int>>(a => a.Run(new(new HashSet<string>(), 1), default));

        Assert.Equal(TroubleshootingProblems.NothingToAdopt, done.Problem);
    }

    [Fact]
    public async Task For_anyone_but_trainers_there_is_no_such_thing()
    {
        await using var portal = await TestPortal.Start();

        foreach (var person in new[] { Cast.Lin, Cast.Chen, Cast.Mei })
        {
            Assert.Equal(Problem.NotFound, (await portal.As(person).Run<AdoptShares, Result<AdoptShares.Proposals>>(a => a.Propose(default))).Problem);
            Assert.Equal(Problem.NotFound, (await portal.As(person).Run<AdoptShares, Result<int>>(a => a.Run(new(new HashSet<string> { "unionpay/05" }, 1), default))).Problem);
        }
    }

    private static async Task<SessionView> Until(TestPortal portal, SessionView view, StepKind kind)
    {
        for (var i = 0; i < 12 && view.Step.Kind != kind; i++)
            view = (await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step))).Value!;
        Assert.Equal(kind, view.Step.Kind);
        return view;
    }

    private static async Task<(string? About, IReadOnlyList<CauseLeft> Left)> Left(TestPortal portal, SessionId id)
    {
        await using var db = portal.Database();
        var session = await db.Set<TroubleshootingSession>().Include(s => s.CausesLeft).SingleAsync(s => s.Id == id);
        return (session.About, session.CausesLeft);
    }

    private static Task<IReadOnlyList<CauseCount>> Counts(TestPortal portal) =>
        portal.As(Cast.Qian).Run<CountCases, IReadOnlyList<CauseCount>>(c => c.Run(default));
}
