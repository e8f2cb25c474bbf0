using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Features.Audit;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.Privacy;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Privacy;

public class RetentionTests
{
    private static readonly byte[] Photo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");

    private static Task<IReadOnlyList<RunRetention.Line>> Run(TestPortal portal) => portal.Find<RunRetention>().Run(Viewer.Portal, default);

    private static long Of(IReadOnlyList<RunRetention.Line> lines, string kind) => lines.Single(l => l.Kind == kind).Rows;

    private static async Task<int> Closed(TestPortal portal)
    {
        var number = await portal.Opens(Cast.Lin, photos: new Upload("till.png", Photo.Length, () => new MemoryStream(Photo)));
        Assert.True((await portal.Resolves(Cast.Mei, number)).IsOk);
        return number;
    }

    [Fact]
    public async Task Each_kind_goes_the_day_after_its_time_and_not_before()
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("51");
        await portal.Declined("05");
        await Closed(portal);
        await portal.Seals();

        portal.Clock.Advance(TimeSpan.FromDays(399));
        Assert.All(await portal.Find<RunRetention>().Preview(default), line => Assert.True(line.Rows == 0 || line.Kind is "addresses" or "sign-ins" or "cards" or "drafts" or "outbox", line.Kind));
        await portal.Happen(1);
        await portal.Seals();

        portal.Clock.Advance(TimeSpan.FromDays(3));
        var preview = await portal.Find<RunRetention>().Preview(default);
        var lines = await Run(portal);

        Assert.Equal(preview.Select(l => l.Rows), lines.Select(l => l.Rows));
        Assert.Equal((1, 1, 0), (Of(lines, "transactions"), Of(lines, "attachments"), Of(lines, "tickets")));
        await using var db = portal.Database();
        Assert.DoesNotContain(await db.Set<TransactionRow>().Select(t => t.Id).ToListAsync(), id => id == transaction.Value);
        Assert.Empty(await db.Set<Attachment>().ToListAsync());
        Assert.Empty(await db.Set<Content>().ToListAsync());
        Assert.Empty(await db.Set<ContentPiece>().ToListAsync());
        Assert.Equal(1, await db.Set<Ticket>().CountAsync());

        portal.Clock.Advance(TimeSpan.FromDays(3 * 365));
        Assert.Equal(1, Of(await Run(portal), "tickets"));
        Assert.Empty(await db.Set<Message>().ToListAsync());
    }

    [Fact]
    public async Task A_ticket_on_hold_stays_with_its_photos_until_the_hold_is_lifted()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var number = await Closed(portal);
        foreach (var other in new[] { Cast.Chen, Cast.Wang, Cast.Mei, Cast.Zhao })
            Assert.Equal(Problem.NotFound, (await portal.As(other).Run<HoldTicket>(h => h.Run(TicketNumber.Show(number), default))).Problem);
        Assert.True((await portal.As(Cast.Admin).Run<HoldTicket>(h => h.Run(TicketNumber.Show(number), default))).IsOk);
        Assert.Equal("hold.there", (await portal.As(Cast.Admin).Run<HoldTicket>(h => h.Run(TicketNumber.Show(number), default))).Problem!.Code);
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Admin).Run<HoldTicket>(h => h.Run("T-999999", default))).Problem);

        portal.Clock.Advance(TimeSpan.FromDays(4 * 365));
        var held = await Run(portal);
        Assert.Equal((0, 0), (Of(held, "tickets"), Of(held, "attachments")));

        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Chen).Run<LiftHold>(h => h.Run(number, default))).Problem);
        Assert.True((await portal.As(Cast.Admin).Run<LiftHold>(h => h.Run(number, default))).IsOk);
        Assert.Equal(1, Of(await Run(portal), "tickets"));
        await using var db = portal.Database();
        Assert.Equal([nameof(TicketHeld), nameof(TicketHoldLifted)],
            await db.Events.Where(e => e.Kind == nameof(TicketHeld) || e.Kind == nameof(TicketHoldLifted)).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());
    }

    [Fact]
    public async Task An_open_ticket_and_one_reopened_stay_however_old()
    {
        await using var portal = await TestPortal.Start();
        await portal.Opens(Cast.Lin);
        portal.Clock.Advance(TimeSpan.FromDays(4 * 365));

        Assert.Equal(0, Of(await Run(portal), "tickets"));
    }

    [Fact]
    public async Task The_trail_is_cut_from_its_old_end_and_still_verifies()
    {
        await using var portal = await TestPortal.Start();
        await portal.Happen(20);
        await portal.Seals();
        portal.Clock.Advance(TimeSpan.FromDays(401));
        await portal.Happen(5);
        await portal.Seals();

        var lines = await Run(portal);

        Assert.True(Of(lines, "audit") >= 20);
        var report = await portal.Verifies();
        Assert.Null(report.Fault);
        Assert.Equal(Of(lines, "audit"), report.TakenAway);
        Assert.Equal(report.TakenAway + 1, (await portal.Trail())[0].Number);
        await portal.Seals();
        Assert.Null((await portal.Verifies()).Fault);

        // Somebody who cuts one more, or moves the stub, is found.
        await portal.Unguard();
        await portal.Sql($"DELETE FROM audit WHERE \"Number\" = {report.TakenAway + 1}");
        Assert.Equal(report.TakenAway + 1, (await portal.Verifies()).Fault!.Number);
        await portal.Sql("UPDATE audit_stubs SET \"Number\" = \"Number\" + 1");
        Assert.NotNull((await portal.Verifies()).Fault);
    }

    [Fact]
    public async Task Addresses_go_after_their_time_the_entries_stay_and_the_chain_holds()
    {
        await using var portal = await TestPortal.Start();
        await portal.As(Cast.Mei.Viewer with { Origin = new(Way.Web, "192.0.2.7", null, null) })
            .Run<Web.Features.Tickets.AnswerTicket>(async u => await u.Run(new(await portal.Opens(Cast.Lin), Guid.CreateVersion7(), "好"), default));
        await portal.Seals();
        portal.Clock.Advance(TimeSpan.FromDays(181));

        Assert.Equal(2, Of(await Run(portal), "addresses"));

        var trail = await portal.Trail();
        Assert.DoesNotContain(trail, e => e.Address is not null);
        Assert.Contains(trail, e => e.Name == "梅客服");
        Assert.Null((await portal.Verifies()).Fault);
    }

    [Fact]
    public async Task A_run_says_what_it_took_and_is_due_once_a_day()
    {
        await using var portal = await TestPortal.Start();
        var retention = portal.Find<RunRetention>();
        await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        await portal.Declined("05");
        portal.Clock.Advance(TimeSpan.FromDays(500));
        Assert.True(await retention.IsDue(default));

        await Run(portal);

        Assert.False(await retention.IsDue(default));
        await using var db = portal.Database();
        Assert.Contains("kept.transactions", (await db.Events.SingleAsync(e => e.Kind == nameof(RetentionRan))).Body, StringComparison.Ordinal);
        portal.Clock.Advance(TimeSpan.FromHours(24));
        Assert.True(await retention.IsDue(default));
        Assert.All(await Run(portal), line => Assert.Equal(0, line.Rows));
    }
}
