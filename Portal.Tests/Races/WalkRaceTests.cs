using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Troubleshooting;

namespace Portal.Tests.Races;

public class WalkRaceTests
{
    [Fact]
    public async Task A_resume_code_leads_everyone_to_the_same_walk_and_makes_no_other()
    {
        await using var portal = await TestPortal.Start();
        var walk = await portal.StartWalk(Cast.Lin, await portal.Declined());
        using var lin = await portal.Browse(Cast.Lin);

        var answers = await AtOnce.Of(async _ =>
        {
            using var answer = await lin.Get("/continue/" + walk.Session.ResumeCode);
            return (answer.StatusCode, answer.Headers.Location?.OriginalString);
        });

        Assert.Single(answers.Distinct());
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<TroubleshootingSession>().CountAsync());
    }

    [Fact]
    public async Task The_same_answer_a_hundred_times_is_one_answer_and_the_others_read_that_it_changed()
    {
        await using var portal = await TestPortal.Start();
        var walk = await portal.StartWalk(Cast.Lin, await portal.Declined());
        var step = walk.Step!;

        var done = await AtOnce.Of(_ => portal.Answer(Cast.Lin, walk.Session.Id, step.Id, Walks.Helpless(step)));

        Assert.Contains(done, d => d.IsOk);
        Assert.All(done.Where(d => !d.IsOk), d => Assert.Equal("stale", d.Problem!.Code));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<TroubleshootingSession>().SelectMany(s => s.Answers).CountAsync());
    }

    [Fact]
    public async Task A_walk_begun_by_a_hundred_presses_of_one_person_has_codes_of_its_own()
    {
        await using var portal = await TestPortal.Start();
        var declined = await portal.Declined();

        var started = await AtOnce.Of(_ => portal.As(Cast.Lin).Run<StartSession, Result<SessionView>>(s => s.Run(new(declined), default)));

        Assert.All(started, s => Assert.True(s.IsOk, s.Problem?.Code));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<TroubleshootingSession>().CountAsync());
    }
}
