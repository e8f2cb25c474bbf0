using System.Net;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Troubleshooting;

public class StepPageTests
{
    [Theory]
    [InlineData("zh-CN", "大约还有", "找人工客服")]
    [InlineData("en", "steps left", "Ask a person")]
    public async Task A_cashier_starts_answers_goes_back_and_changes_without_scripts(string language, string left, string ask)
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("05");
        using var lin = await portal.Browse(Cast.Lin);
        lin.Language = language;

        var started = await lin.Post($"/troubleshoot/new?transaction={transaction}", form: "start");
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        var address = started.Headers.Location!.AbsolutePath;
        var page = await lin.Read(address);
        Assert.Contains(left, page);
        Assert.Contains(ask, page);
        var session = new SessionId(Guid.Parse(address[(address.LastIndexOf('/') + 1)..]));
        Assert.Contains(ResumeCode.Show((await portal.View(Cast.Lin, session)).Value!.Session.ResumeCode), page);

        var first = (await portal.View(Cast.Lin, session)).Value!.Step;
        var answered = await lin.Post(address, form: "answer", ("answer", Walks.Helpless(first)));
        Assert.Equal(HttpStatusCode.Found, answered.StatusCode);
        var next = (await portal.View(Cast.Lin, session)).Value!.Step;
        Assert.NotEqual(first.Id, next.Id);
        Assert.Contains($"{address}?step={first.Id}", await lin.Read(address));

        Assert.Contains($"value=\"{first.Id}\"", await lin.Read($"{address}?step={first.Id}"));
        var other = first.Options.First(o => o != Walks.Helpless(first) && o is not (Step.Works or Step.Ask));
        await lin.Post($"{address}?step={first.Id}", form: "answer", ("answer", other));
        Assert.Equal(other, (await portal.View(Cast.Lin, session)).Value!.AnswerTo(first.Id));
    }

    [Fact]
    public async Task Solved_is_said_and_may_be_taken_back()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        using var lin = await portal.Browse(Cast.Lin);
        var address = $"/troubleshoot/{view.Session.Id.Value}";

        await lin.Post(address, form: "answer", ("answer", Step.Works));

        var page = await lin.Read(address);
        Assert.Contains("解决了", page);
        Assert.Contains($"{address}?step={view.Step.Id}", page);
    }

    [Fact]
    public async Task Where_no_record_is_found_the_screen_is_asked_about()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains($"terminal={Cast.Till1.Number}", await lin.Read("/troubleshoot/no-record"));
        var page = await lin.Read($"/troubleshoot/no-record?terminal={Cast.Till1.Number}");
        Assert.Contains("value=\"no-network\"", page);
        var started = await lin.Post($"/troubleshoot/no-record?terminal={Cast.Till1.Number}", form: "symptom", ("symptom", "timeout-sent"));

        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        Assert.Contains("先别再收", await lin.Read(started.Headers.Location!.AbsolutePath));
    }

    [Fact]
    public async Task The_code_leads_to_the_walk_and_a_wrong_one_keeps_what_was_typed()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        using var chen = await portal.Browse(Cast.Chen);
        using var wang = await portal.Browse(Cast.Wang);

        var found = await chen.Get($"/continue/{view.Session.ResumeCode}");
        Assert.EndsWith($"/troubleshoot/{view.Session.Id.Value}", found.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("value=\"ZZZZZZ\"", await chen.Read("/continue?code=ZZZZZZ"));
        Assert.Equal(HttpStatusCode.NotFound, (await wang.Get($"/continue/{view.Session.ResumeCode}")).StatusCode);
    }

    [Fact]
    public async Task After_signing_out_and_in_again_the_walk_is_where_it_was_and_the_code_finds_it()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        var next = (await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step))).Value!;
        var address = $"/troubleshoot/{view.Session.Id.Value}";
        using (await portal.Browse(Cast.Lin)) { }
        using var locked = portal.Browse();

        var away = await locked.Get(address);
        Assert.Equal(HttpStatusCode.Found, away.StatusCode);
        Assert.Contains(Uri.EscapeDataString(address), away.Headers.Location!.ToString(), StringComparison.Ordinal);

        var back = await locked.Post(away.Headers.Location.PathAndQuery, ("email", Cast.Lin.Email), ("password", Cast.Password));
        Assert.EndsWith(address, back.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains($"value=\"{next.Step.Id}\"", await locked.Read(address));
        Assert.EndsWith(address, (await locked.Get($"/continue?code={ResumeCode.Show(view.Session.ResumeCode).ToLowerInvariant()}")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_merchants_pages_are_not_found()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var transaction = await portal.Declined("05");
        var view = await portal.StartWalk(Cast.Lin, transaction);
        using var wang = await portal.Browse(Cast.Wang);

        Assert.Equal(HttpStatusCode.NotFound, (await wang.Get($"/troubleshoot/{view.Session.Id.Value}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await wang.Get($"/troubleshoot/new?transaction={transaction}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await wang.Get("/troubleshoot/new?transaction=x")).StatusCode);
        Assert.DoesNotContain(Cast.Till1.Number, await wang.Read($"/troubleshoot/no-record?terminal={Cast.Till1.Number}").ContinueWith(t => t.Result.Replace($"terminal={Cast.Till1.Number}", "", StringComparison.Ordinal)));
    }
}
