using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.Troubleshooting;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Troubleshooting;

/// <summary>After a fix the portal watches the feed.</summary>
public class WatchTests
{
    [Fact]
    public async Task The_same_sale_with_another_card_ends_the_walk_without_anybody_looking()
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);

        await Approved(portal, "later", card: "622202******9999");
        await Watch(portal);

        await using var db = portal.Database();
        var session = await db.Set<TroubleshootingSession>().SingleAsync();
        Assert.Equal((SessionStatus.Resolved, SolvedBy.Approval), (session.Status, session.SolvedBy!.Value));
        Assert.Equal("2026-11-23 14:08", session.ApprovedAt!.Value.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        var happened = await db.Events.SingleAsync(e => e.Kind == nameof(TroubleshootingWorksAgain));
        Assert.Null(happened.Actor);
        Assert.Contains(view.Step.Id, happened.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(await db.Events.Select(e => e.Kind).ToListAsync(), kind => kind == nameof(TroubleshootingResolved));
    }

    [Fact]
    public async Task Whoever_opens_the_page_first_sees_it_and_the_reader_finds_it_done()
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);
        await Approved(portal, "later", card: "622202******9999");
        using var chen = await portal.Browse(Cast.Chen);

        Assert.Contains("14:08 有一笔成功", await chen.Read($"/troubleshoot/{view.Session.Id.Value}"));
        await Watch(portal);
        await Watch(portal);

        await using var db = portal.Database();
        Assert.Null((await db.Events.SingleAsync(e => e.Kind == nameof(TroubleshootingWorksAgain))).Actor);
    }

    [Fact]
    public async Task Another_customers_sale_does_not_cure_this_card()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var view = await AtAnotherCard(portal);

        await Approved(portal, "another-amount", card: "622202******9999", amount: "12.00");
        await Approved(portal, "another-till", terminal: Cast.Till2.Number);
        await Approved(portal, "another-merchant", merchant: Cast.HarbourNoodles.Number, terminal: Cast.HarbourTill.Number);
        await Watch(portal);

        Assert.Equal(SessionStatus.Open, (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session.Status);
    }

    [Fact]
    public async Task Still_broken_opens_the_walk_again_and_the_same_approval_does_not_close_it()
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);
        await Approved(portal, "later", card: "622202******9999");
        using var lin = await portal.Browse(Cast.Lin);
        var address = $"/troubleshoot/{view.Session.Id.Value}";
        Assert.Contains("又能用了", await lin.Read(address));

        await lin.Post(address, form: "judge", ("judged", "broken"));
        await Watch(portal);

        var session = (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session;
        Assert.Equal((SessionStatus.Open, null, null), (session.Status, session.SolvedBy, session.ApprovalId));
        await using var db = portal.Database();
        Assert.Contains(await db.Events.Select(e => e.Kind).ToListAsync(), kind => kind == nameof(TroubleshootingDoubted));
    }

    [Fact]
    public async Task That_is_right_is_kept_with_the_person()
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);
        await Approved(portal, "later", card: "622202******9999");
        using var lin = await portal.Browse(Cast.Lin);
        var address = $"/troubleshoot/{view.Session.Id.Value}";

        await lin.Post(address, form: "judge", ("judged", "works"));

        Assert.DoesNotContain("value=\"broken\"", await lin.Read(address));
        await using var db = portal.Database();
        Assert.NotNull((await db.Events.SingleAsync(e => e.Kind == nameof(TroubleshootingConfirmed))).Actor);
    }

    [Theory]
    [InlineData("zh-CN", "真的好了吗")]
    [InlineData("en", "Does it really work?")]
    public async Task Said_to_work_and_no_approval_while_the_shop_goes_on_is_asked_again(string language, string asked)
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);
        await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.Works);
        using var lin = await portal.Browse(Cast.Lin);
        lin.Language = language;
        var address = $"/troubleshoot/{view.Session.Id.Value}";

        // Eleven minutes in which nobody paid anywhere tell nothing.
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        await Watch(portal);
        Assert.DoesNotContain(asked, await lin.Read(address));

        await Approved(portal, "next-till", terminal: Cast.Till2.Number, at: "2026-11-23T14:19:30+08:00");
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await Watch(portal);

        Assert.Contains(asked, await lin.Read(address));
        var session = (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session;
        Assert.Equal((SessionStatus.Resolved, SolvedBy.Word), (session.Status, session.SolvedBy!.Value));

        await lin.Post(address, form: "judge", ("judged", "broken"));
        session = (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session;
        Assert.Equal((SessionStatus.Open, Step.NoHelp), (session.Status, session.Walk.Single(a => a.StepId == view.Step.Id).Option));
    }

    [Fact]
    public async Task An_approval_after_somebody_said_so_bears_it_out_and_stays_the_persons_word()
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);
        await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Step.Works);

        portal.Clock.Advance(TimeSpan.FromMinutes(3));
        await Approved(portal, "later", card: "622202******9999", at: "2026-11-23T14:11:00+08:00");
        await Watch(portal);

        var session = (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session;
        Assert.Equal(SolvedBy.Word, session.SolvedBy);
        Assert.NotNull(session.ApprovedAt);
    }

    [Fact]
    public async Task A_walk_about_the_terminal_ends_with_the_next_customers_approval_there()
    {
        await using var portal = await TestPortal.Start();
        var view = (await portal.As(Cast.Lin).Run<StartSession, Result<SessionView>>(s => s.Run(new(null, Cast.Till1.Number, "sign-on-needed"), default))).Value!;
        for (var i = 0; i < 8 && view.Step.Kind != StepKind.Fix; i++)
            view = (await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step))).Value!;
        Assert.Equal(StepKind.Fix, view.Step.Kind);

        portal.Clock.Advance(TimeSpan.FromMinutes(4));
        await Approved(portal, "next-customer", card: "622202******9999", amount: "12.00");
        await Watch(portal);

        Assert.Equal(SolvedBy.Approval, (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session.SolvedBy);
    }

    [Fact]
    public async Task A_program_reads_how_it_was_solved_and_may_doubt_it()
    {
        await using var portal = await TestPortal.Start();
        var view = await AtAnotherCard(portal);
        await Approved(portal, "later", card: "622202******9999");
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("till", ["sessions:write"], Cast.LotusTea.Number, null), default));
        using var program = portal.Browse();
        program.UseKey(key.Value!);

        var state = JsonNode.Parse(await program.Read($"/api/v1/sessions/{view.Session.Id.Value}"))!;
        Assert.Equal(("resolved", "approval", "2026-11-23T14:08:00+08:00"), ((string?)state["status"], (string?)state["solved"]!["by"], (string?)state["solved"]!["approved_at"]));

        using var doubt = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/sessions/{view.Session.Id.Value}/works")
        {
            Content = new StringContent("""{"works":false}""", System.Text.Encoding.UTF8, "application/json"),
        };
        var doubted = await program.Send(doubt);
        Assert.Equal(HttpStatusCode.OK, doubted.StatusCode);
        Assert.Equal("open", (string?)JsonNode.Parse(await doubted.Content.ReadAsStringAsync())!["status"]);
    }

    /// <summary>A walk about 51 at the step "use another card", begun at 14:05; then three minutes go by.</summary>
    private static async Task<SessionView> AtAnotherCard(TestPortal portal)
    {
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        Assert.True(view.Step.Fix?.OtherCard);
        portal.Clock.Advance(TimeSpan.FromMinutes(4));
        return view;
    }

    private static async Task Approved(
        TestPortal portal, string id, string card = "622202******1234", string amount = "86.00", string? terminal = null, string? merchant = null, string at = "2026-11-23T14:08:00+08:00")
    {
        var report = await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale(id,
            ("occurred_at", at), ("card", card), ("amount", amount), ("terminal_id", terminal ?? Cast.Till1.Number), ("merchant_id", merchant ?? Cast.LotusTea.Number))));
        Assert.Equal(1, report.Accepted);
    }

    /// <summary>What the background reader does every few seconds.</summary>
    private static Task<int> Watch(TestPortal portal) => portal.Services.GetRequiredService<WatchSessions>().Run(default);
}
