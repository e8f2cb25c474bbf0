using System.Net;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Troubleshooting;

/// <summary>A real process, killed between any two steps and in the middle of one.</summary>
public class KilledServerTests
{
    [Fact]
    public async Task Killing_the_server_between_any_two_steps_loses_no_answer_and_signs_nobody_out()
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("05");
        using (await portal.Browse(Cast.Lin)) { }
        await using var server = await ServedPortal.Start(portal);
        using var lin = new Browsing(server.Address);
        await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));

        var started = await lin.Post($"/troubleshoot/new?transaction={transaction}", form: "start");
        var address = started.Headers.Location!.IsAbsoluteUri ? started.Headers.Location.AbsolutePath : started.Headers.Location.ToString();
        var session = new SessionId(Guid.Parse(address[(address.LastIndexOf('/') + 1)..]));
        var given = new List<Answered>();

        while ((await portal.View(Cast.Lin, session)).Value! is { Session.Status: SessionStatus.Open } view && given.Count < 15)
        {
            await server.Kill();
            await server.Start();

            var page = await lin.Read(address);
            Assert.Contains($"value=\"{view.Step.Id}\"", page);
            foreach (var answer in given) Assert.Contains($"{address}?step={answer.StepId}", page);

            var answered = await lin.Post(address, form: "answer", ("answer", Walks.Helpless(view.Step)));
            Assert.Equal(HttpStatusCode.Found, answered.StatusCode);
            given.Add(new(view.Step.Id, Walks.Helpless(view.Step)));
        }

        await server.Kill();
        var end = (await portal.View(Cast.Lin, session)).Value!.Session;
        Assert.Equal(SessionStatus.Escalated, end.Status);
        Assert.InRange(given.Count, 2, 12);
        Assert.Equal(given, end.Walk);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_an_answer_it_is_there_whole_or_not_at_all_and_sending_it_again_is_harmless()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        using (await portal.Browse(Cast.Lin)) { }
        await using var server = await ServedPortal.Start(portal);
        using var lin = new Browsing(server.Address);
        await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));
        var address = $"/troubleshoot/{view.Session.Id.Value}";
        await lin.Read(address);

        var sending = lin.Post(address, form: "answer", ("answer", Walks.Helpless(view.Step)));
        await server.Kill();
        // Whether the answer got through is anybody's guess; both are fine.
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        var kept = (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session;
        Assert.True(kept.Answers.Count == 0 && kept.CurrentStepId == view.Step.Id || kept.Answers.Count == 1 && kept.CurrentStepId != view.Step.Id);

        await server.Start();
        await lin.Post($"{address}?step={view.Step.Id}", form: "answer", ("answer", Walks.Helpless(view.Step)));
        Assert.Equal([new Answered(view.Step.Id, Walks.Helpless(view.Step))], (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session.Walk);
    }
}
