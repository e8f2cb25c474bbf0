using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Domain.Visits;
using Portal.Tests.Features.People;
using Portal.Tests.Features.Tickets;
using Portal.Tests.House.Routes;
using Portal.Tests.Support;
using Portal.Web.Data;
using Portal.Web.Features.Visits;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Visits;

/// <summary>The staff see a merchant's pages as its owner does: for a reason, for a while, reading only, and the owner is told.</summary>
public class VisitTests
{
    private const string Reason = "店主说页面上没有这笔交易";

    private static async Task<Browsing> Visiting(TestPortal portal, Cast.Person staff, string? ticket = null, Cast.Company? company = null)
    {
        var browser = await portal.Browse(staff);
        var answer = await browser.Post("/visits/new", "visit", ("merchant", (company ?? Cast.LotusTea).Number), ("reason", Reason), ("ticket", ticket ?? ""));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/shop", answer.Headers.Location!.AbsolutePath);
        return browser;
    }

    [Fact]
    public async Task A_visitor_sees_the_owners_pages_with_a_banner_and_the_owner_reads_who_and_why()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var ticket = TicketNumber.Show(await portal.Opens(Cast.Chen));
        using var mei = await Visiting(portal, Cast.Mei, ticket);
        using var chen = await portal.Browse(Cast.Chen);

        var page = await mei.Read("/shop");
        Assert.Contains("莲香茶楼", page);
        Assert.Contains("您在以店主的身份查看莲香茶楼", page);
        Assert.Contains("还剩 30 分钟", page);
        Assert.Contains(TicketScene.Words, await mei.Read("/tickets/" + ticket));

        portal.Clock.Advance(TimeSpan.FromMinutes(14));
        await mei.PostTo("/shop", "/visits/end");
        var told = await chen.Read("/shop");
        Assert.Contains("梅客服看过您的页面", told);
        Assert.Contains("14:05–14:19", told);
        Assert.Contains(ticket, told);
        Assert.Contains(Reason, told);
        Assert.Single(await portal.Events("ViewAsStarted"));
        Assert.Single(await portal.Events("ViewAsEnded"));
        Assert.DoesNotContain(await portal.Events("ViewAsStarted"), e => e.Body.Contains(Reason, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await mei.Get("/shop")).StatusCode);
    }

    [Fact]
    public async Task A_visitor_reaches_no_other_merchant_and_keeps_the_desk_and_the_own_account()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var theirs = await Thing.Make(portal, Cast.HarbourNoodles, Cast.Harbour, Cast.Wang);
        using var mei = await Visiting(portal, Cast.Mei);

        foreach (var address in new[] { $"/transactions/{theirs.Transaction}", $"/tickets/{theirs.Ticket}", $"/troubleshoot/{theirs.Session}", $"/attachments/{theirs.Attachment}" })
            Assert.Equal(HttpStatusCode.NotFound, (await mei.Get(address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await mei.Get("/desk")).StatusCode);
        Assert.Contains("梅客服", await mei.Read("/account"));
        Assert.Equal(HttpStatusCode.NotFound, (await mei.Get("/shop/people")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mei.Get("/admin/people")).StatusCode);
    }

    [Fact]
    public async Task Nothing_a_visitor_sends_changes_anything()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var own = await Thing.Make(portal, Cast.LotusTea, Cast.NanjingRoad, Cast.Chen);
        using var mei = await Visiting(portal, Cast.Mei);
        var token = HtmlForm.On(await mei.Read("/shop"), "/shop").SelectMany(f => f.Fields).First(f => f.Name == "__RequestVerificationToken");
        var before = await Everything(portal);

        foreach (var row in RouteTable.All.Where(r => !r.Route.StartsWith("/account", StringComparison.Ordinal) && !r.Route.StartsWith("/visits", StringComparison.Ordinal) && r.Access is Access.Needing && !Console(r.Route)))
        {
            using var seen = await mei.Get(row.At(own), asStream: row.IsStream);
            Assert.True((int)seen.StatusCode < 500, $"GET {row.At(own)} answered {(int)seen.StatusCode}");
            using var answer = await mei.PostTo(row.At(own), [token, ("_handler", "open"), ("text", "mine now"), ("answer", "yes"), ("stores", own.Store.Value.ToString())]);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        Assert.Equal(before, await Everything(portal));

        static bool Console(string route) => route.StartsWith("/desk", StringComparison.Ordinal) || route.StartsWith("/studio", StringComparison.Ordinal) || route.StartsWith("/admin", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_whatever_a_visitor_would_write()
    {
        await using var portal = await TestPortal.Start();
        await portal.Opens(Cast.Chen);
        var visitor = new Viewer { UserId = Cast.Mei.Id, Name = "梅客服", Role = Roles.OfVisitors, Merchant = Cast.LotusTea.Id, IsVisiting = true };
        await using var db = ((DatabaseChoice)portal.Services.GetService(typeof(DatabaseChoice))!).Open(visitor, portal.Clock);

        (await db.Merchants.SingleAsync()).AllowVisits(false);
        await Assert.ThrowsAsync<VisitorWrites>(() => db.SaveChangesAsync());
        db.ChangeTracker.Clear();
        await Assert.ThrowsAsync<VisitorWrites>(() => db.Set<Ticket>().ExecuteDeleteAsync());
        await Assert.ThrowsAsync<VisitorWrites>(() => db.Stores.ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, "x")));
        db.Raise(new ViewAsEnded(Guid.NewGuid(), Cast.LotusTea.Id, null));
        Assert.Equal(1, await db.SaveChangesAsync());
    }

    [Fact]
    public async Task A_visit_ends_by_itself_after_half_an_hour()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await Visiting(portal, Cast.Mei);

        portal.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await mei.Get("/shop")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await mei.Get("/shop")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.NotFound, (await mei.Get("/shop")).StatusCode);
    }

    [Fact]
    public async Task An_owner_who_does_not_want_it_is_not_visited_and_whoever_is_there_is_out()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await Visiting(portal, Cast.Mei);
        using var chen = await portal.Browse(Cast.Chen);

        Assert.Contains("正在看", await chen.Read("/shop/visits"));
        await chen.Post("/shop/visits", "consent", ("allow", "no"));

        Assert.Equal(HttpStatusCode.NotFound, (await mei.Get("/shop")).StatusCode);
        var refused = await mei.Post("/visits/new", "visit", ("merchant", Cast.LotusTea.Number), ("reason", Reason), ("ticket", ""));
        Assert.Contains("店主不允许", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await mei.Get("/desk")).StatusCode);
        Assert.Single(await portal.Events("VisitConsentChanged"));
    }

    [Theory]
    [InlineData("太短", null, "visit-reason-short")]
    [InlineData("          ", null, "visit-reason-short")]
    [InlineData(Reason, "T-9999", "visit-ticket")]
    [InlineData(Reason, "abc", "visit-ticket")]
    public async Task Bad_input_is_named(string reason, string? ticket, string problem)
    {
        await using var portal = await TestPortal.Start();

        Assert.Equal(problem, (await Start(portal, Cast.Mei.Viewer, Cast.LotusTea.Number, reason, ticket)).Problem?.Code);
    }

    [Fact]
    public async Task Only_those_who_may_start_and_only_for_a_ticket_of_that_merchant()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var theirs = TicketNumber.Show(await portal.Opens(Cast.Wang));

        foreach (var person in new[] { Cast.Lin, Cast.Chen, Cast.Qian })
            Assert.Equal(Problem.NotFound, (await Start(portal, person.Viewer, Cast.HarbourNoodles.Number, Reason, null)).Problem);
        Assert.Equal(VisitProblems.TicketUnknown, (await Start(portal, Cast.Mei.Viewer, Cast.LotusTea.Number, Reason, theirs)).Problem);
        Assert.Equal(VisitProblems.MerchantUnknown, (await Start(portal, Cast.Mei.Viewer, "000000000000000", Reason, null)).Problem);
    }

    [Fact]
    public async Task Whoever_has_not_lately_proved_who_they_are_is_asked_first_and_keeps_what_was_typed()
    {
        await using var portal = await TestPortal.StartWith(("SignIn:FreshMinutes", "5"));
        using var mei = await portal.Browse(Cast.Mei);
        var page = await mei.Source("/visits/new");
        portal.Clock.Advance(TimeSpan.FromMinutes(6));

        var form = PageForm.PostsOf(page, "/visits/new").Single(f => f.Inputs.Any(i => i.Name == "merchant"));
        var refused = await mei.PostTo(form.Action, [.. form.Inputs.Where(i => i.Type == "hidden").Select(i => (i.Name, i.Value)), ("merchant", Cast.LotusTea.Number), ("reason", Reason), ("ticket", "")]);
        var opened = await mei.Get("/visits/new");

        var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains(Reason, said);
        Assert.Contains("href=\"/account/confirm\"", said);
        Assert.Equal("/account/confirm?back=%2Fvisits%2Fnew", opened.Headers.Location!.OriginalString);
        Assert.Empty(await portal.Events("ViewAsStarted"));
    }

    [Fact]
    public async Task Another_persons_visit_opens_nothing()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await Visiting(portal, Cast.Mei);
        using var zhao = await portal.Browse(Cast.Zhao);
        using var lin = await portal.Browse(Cast.Lin);

        foreach (var other in new[] { zhao, lin })
        {
            other.UseCookie("portal-visit", mei.Cookie("portal-visit"));
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/shop")).StatusCode);
        }
    }

    [Fact]
    public async Task A_card_number_in_the_reason_is_masked()
    {
        await using var portal = await TestPortal.Start();

        await Start(portal, Cast.Mei.Viewer, Cast.LotusTea.Number, "查一下 4111 1111 1111 1111 这张卡的交易", null);

        await using var db = portal.Database();
        Assert.DoesNotContain("4111 1111 1111 1111", (await db.Set<Visit>().SingleAsync()).Reason);
    }

    private static Task<Result<Guid>> Start(TestPortal portal, Viewer viewer, string merchant, string reason, string? ticket) =>
        portal.As(viewer).Run<StartVisit, Result<Guid>>(s => s.Run(new(merchant, reason, ticket), default));

    private static async Task<string> Everything(TestPortal portal)
    {
        await using var db = portal.Database();
        return BodyTests.Everything(db, Cast.LotusTea.Id);
    }
}
