using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Devices;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.People;
using Portal.Web.Features.Live;

namespace Portal.Tests.Features.Live;

public partial class LiveTests
{
    private static readonly Watched Till = new Watched.OfTerminal(Cast.LotusTea.Number, Cast.Till1.Number);

    [Fact]
    public async Task An_open_verdict_page_is_told_when_its_sale_is_reversed()
    {
        await using var portal = await TestPortal.Start();
        var sale = await Unanswered(portal);
        using var lin = await portal.Browse(Cast.Lin);
        await using var stream = await Listening.To(lin, await AddressOn(lin, $"/transactions/{sale}"));

        await Reverse(portal);
        await Look(portal);

        Assert.Equal("changed", await stream.Next());
        Assert.Equal("text/event-stream", stream.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no", Assert.Single(stream.Answer.Headers.GetValues("X-Accel-Buffering")));
        Assert.Contains("已冲正", await lin.Read($"/transactions/{sale}"));
    }

    [Fact]
    public async Task What_happened_between_the_page_and_its_stream_is_told_at_once()
    {
        await using var portal = await TestPortal.Start();
        var sale = await Unanswered(portal);
        using var lin = await portal.Browse(Cast.Lin);
        var address = await AddressOn(lin, $"/transactions/{sale}");
        await Reverse(portal);

        await using var stream = await Listening.To(lin, address);

        Assert.Equal("changed", await stream.Next());
    }

    [Fact]
    public async Task A_terminals_number_rises_with_what_is_new_about_it_and_with_nothing_else()
    {
        await using var portal = await TestPortal.Start();
        await Unanswered(portal);
        var first = await Mark(portal);

        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("elsewhere", ("terminal_id", Cast.Till2.Number))));
        await Unanswered(portal);
        Assert.Equal(first, await Mark(portal));

        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("open")));
        var answered = await Mark(portal);
        Assert.True(answered > first);

        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("R", ("type", "reversal"), ("original_event_id", "open"), ("terminal_id", Cast.Till2.Number))));
        Assert.True(await Mark(portal) > answered);
    }

    [Fact]
    public async Task A_walk_answered_on_another_device_is_told()
    {
        await using var portal = await TestPortal.Start();
        var view = await portal.StartWalk(Cast.Lin, await portal.Declined("05"));
        using var lin = await portal.Browse(Cast.Lin);
        await using var stream = await Listening.To(lin, await AddressOn(lin, $"/troubleshoot/{view.Session.Id.Value}"));

        await portal.Answer(Cast.Chen, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step));
        await Look(portal);

        Assert.Equal("changed", await stream.Next());
    }

    [Fact]
    public async Task A_merchants_ticket_page_is_told_of_an_answer_and_not_of_the_desks_notes()
    {
        await using var portal = await TestPortal.Start();
        var ticket = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);
        using var lin = await portal.Browse(Cast.Lin);
        var address = await AddressOn(lin, $"/tickets/{TicketNumber.Show(ticket)}");

        await portal.Notes(Cast.Mei, ticket);
        Assert.Equal(address, await AddressOn(lin, $"/tickets/{TicketNumber.Show(ticket)}"));

        await using var stream = await Listening.To(lin, address);
        await portal.Answers(Cast.Mei, ticket);
        await Look(portal);
        Assert.Equal("changed", await stream.Next());
    }

    [Fact]
    public async Task A_lookup_that_found_nothing_follows_the_terminal()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var page = $"/lookup?terminal={Cast.Till1.Number}&at=14:00&amount=86";
        await using var stream = await Listening.To(lin, await AddressOn(lin, page));

        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("late")));
        await Look(portal);

        Assert.Equal("changed", await stream.Next());
        Assert.Contains("data-state=\"found\"", await lin.Read(page));
    }

    [Fact]
    public async Task Another_merchant_another_store_and_nobody_hear_nothing()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var bund = await portal.Declined("05", ("terminal_id", Cast.BundTill.Number));
        using var wang = await portal.Browse(Cast.Wang);
        using var lin = await portal.Browse(Cast.Lin);
        using var stranger = portal.Browse();

        Assert.Equal(HttpStatusCode.NotFound, (await wang.Open($"/live/transaction/{bund}?seen=0")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lin.Open($"/live/transaction/{bund}?seen=0")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lin.Open($"/live/terminal/{Cast.BundTill.Id.Value}?seen=0")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lin.Open("/live/anything/1")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await stranger.Open($"/live/transaction/{bund}?seen=0")).StatusCode);
    }

    [Fact]
    public async Task A_sign_in_that_was_taken_away_ends_the_stream_without_a_word()
    {
        await using var portal = await TestPortal.Start();
        var sale = await Unanswered(portal);
        using var lin = await portal.Browse(Cast.Lin);
        await using var stream = await Listening.To(lin, await AddressOn(lin, $"/transactions/{sale}"));

        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            await users.UpdateSecurityStampAsync((await users.FindByEmailAsync(Cast.Lin.Email))!);
        }

        await Reverse(portal);
        await Look(portal);

        Assert.Null(await stream.Next());
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("removed")]
    [InlineData("given another store")]
    public async Task A_clerk_the_owner_puts_out_loses_the_open_page_at_once_and_the_other_merchants_clerk_does_not(string how)
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var sale = await Unanswered(portal);
        using var lin = await portal.Browse(Cast.Lin);
        await using var stream = await Listening.To(lin, await AddressOn(lin, $"/transactions/{sale}"));
        using var wang = await portal.Browse(Cast.Wang);
        var chen = portal.As(Cast.Chen);
        var clerk = await portal.IdOf(Cast.Lin);

        switch (how)
        {
            case "removed":
                Assert.True((await chen.Run<RemovePerson>(r => r.Run(clerk, default))).IsOk);
                break;
            case "given another store":
                Assert.True((await chen.Run<ChangeStores>(c => c.Run(clerk, [Cast.Bund.Id.Value], default))).IsOk);
                break;
            default:
                using (var owner = await portal.Browse(Cast.Chen)) await owner.Post($"/shop/people/{clerk.Value}", "signout");
                break;
        }

        Assert.Null(await stream.Next());
        Assert.Equal(HttpStatusCode.Found, (await lin.Get($"/transactions/{sale}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await wang.Get("/account")).StatusCode);
        var again = await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));
        Assert.Equal(how != "removed", again.StatusCode == HttpStatusCode.Found);
        if (how == "given another store") Assert.Equal(HttpStatusCode.NotFound, (await lin.Get($"/transactions/{sale}")).StatusCode);
    }

    [Fact]
    public async Task More_streams_than_a_person_may_have_are_told_to_stay_away()
    {
        await using var portal = await TestPortal.Start();
        var watch = portal.Services.GetRequiredService<LiveWatch>();
        var user = new UserId(Guid.NewGuid());
        var open = Enumerable.Range(0, Limits.LiveStreamsPerUser).Select(_ => watch.Join(user, [Till], "0")).ToList();

        Assert.All(open, Assert.NotNull);
        Assert.Null(watch.Join(user, [Till], "0"));
        Assert.NotNull(watch.Join(new UserId(Guid.NewGuid()), [Till], "0"));

        open[0]!.Dispose();
        Assert.NotNull(watch.Join(user, [Till], "0"));
    }

    [Fact]
    public async Task A_full_house_answers_no_content_and_the_page_keeps_its_reload_link()
    {
        await using var portal = await TestPortal.Start();
        var sale = await Unanswered(portal);
        using var lin = await portal.Browse(Cast.Lin);
        var watch = portal.Services.GetRequiredService<LiveWatch>();
        for (var i = 0; i < Limits.LiveStreams; i++) Assert.NotNull(watch.Join(new UserId(Guid.NewGuid()), [Till], "0"));

        Assert.Equal(HttpStatusCode.NoContent, (await lin.Open($"/live/transaction/{sale}?seen=0")).StatusCode);
        Assert.Contains("看看有没有新结果", await lin.Read($"/transactions/{sale}"));
    }

    private static async Task<TransactionId> Unanswered(TestPortal portal)
    {
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("open", ("outcome", "unknown"), ("response_code", null))));
        return (await ImportFileTests.Find(portal, "open"))!.Id;
    }

    private static Task Reverse(TestPortal portal) => ImportFileTests.Import(portal, FeedRows.Lines(
        FeedRows.Sale("R", ("type", "reversal"), ("original_event_id", "open"), ("occurred_at", "2026-11-23T14:04:00+08:00"))));

    /// <summary>What the reader does every second and a half.</summary>
    private static Task Look(TestPortal portal) => portal.Services.GetRequiredService<LiveWatch>().Look(default);

    private static async Task<long> Mark(TestPortal portal) => (await portal.Services.GetRequiredService<LiveMarks>().Read([Till], default))[Till];

    private static async Task<string> AddressOn(Browsing browsing, string page) => LivePattern().Match(await browsing.Read(page)).Groups[1].Value;

    [GeneratedRegex("data-live=\"([^\"]+)\"")]
    private static partial Regex LivePattern();
}
