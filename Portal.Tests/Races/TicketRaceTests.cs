using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Features.Tickets;

namespace Portal.Tests.Races;

public class TicketRaceTests
{
    [Fact]
    public async Task The_same_form_a_hundred_times_opens_one_ticket()
    {
        await using var portal = await TestPortal.Start();
        var token = Guid.CreateVersion7();

        var numbers = await AtOnce.Of(_ => portal.As(Cast.Lin).Run<OpenTicket, Result<int>>(u => u.Run(new(token, null, null, Cast.Till1.Id, null, TicketScene.Words, []), default)));

        Assert.All(numbers, n => Assert.True(n.IsOk, n.Problem?.Code));
        Assert.Single(numbers.Select(n => n.Value).Distinct());
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<Ticket>().CountAsync());
        Assert.Equal(1, await db.Set<Message>().CountAsync());
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(TicketOpened)));
    }

    [Fact]
    public async Task A_hundred_tickets_at_once_have_a_hundred_numbers_without_a_gap()
    {
        await using var portal = await TestPortal.Start();

        var numbers = await AtOnce.Of(_ => portal.As(Cast.Lin).Run<OpenTicket, Result<int>>(u => u.Run(new(Guid.CreateVersion7(), null, null, Cast.Till1.Id, null, TicketScene.Words, []), default)));

        Assert.All(numbers, n => Assert.True(n.IsOk, n.Problem?.Code));
        var sorted = numbers.Select(n => n.Value).Order().ToList();
        Assert.Equal(Enumerable.Range(sorted[0], AtOnce.Attempts), sorted);
    }

    [Fact]
    public async Task The_same_reply_a_hundred_times_is_one_message()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);
        var token = Guid.CreateVersion7();

        var done = await AtOnce.Of(_ => portal.Replies(Cast.Lin, number, "还是不行", token));

        Assert.All(done, d => Assert.True(d.IsOk, d.Problem?.Code));
        await using var db = portal.Database();
        Assert.Equal(2, await db.Set<Message>().CountAsync());
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(TicketReplied)));
    }

    [Fact]
    public async Task A_hundred_different_replies_are_all_kept()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);

        var done = await AtOnce.Of(i => portal.Replies(Cast.Lin, number, $"reply {i}"));

        Assert.All(done, d => Assert.True(d.IsOk, d.Problem?.Code));
        await using var db = portal.Database();
        Assert.Equal(1 + AtOnce.Attempts, await db.Set<Message>().CountAsync());
        Assert.Equal(1 + AtOnce.Attempts, await db.Set<Message>().Select(m => m.No).Distinct().CountAsync());
    }

    [Fact]
    public async Task A_ticket_is_resolved_by_one_and_the_others_read_why_not()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);
        var version = (await portal.Reads(Cast.Mei, number))!.Ticket.Version;

        var done = await AtOnce.Of(i => portal.Resolves(i % 2 == 0 ? Cast.Mei : Cast.Lin, number, $"reason {i}", version));

        Assert.Single(done, d => d.IsOk);
        Assert.All(done.Where(d => !d.IsOk), d => Assert.Contains(d.Problem!.Code, new[] { "stale", TicketProblems.AlreadyResolved.Code }));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(TicketResolved)));
    }

    [Fact]
    public async Task A_ticket_is_taken_by_one()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);
        foreach (var person in new[] { Cast.Mei, Cast.Zhao }) (await portal.Browse(person)).Dispose();
        await using var db = portal.Database();
        var staff = await db.Users.ToDictionaryAsync(u => u.Email!, u => new UserId(u.Id));
        var version = (await portal.Reads(Cast.Mei, number))!.Ticket.Version;

        var done = await AtOnce.Of(i => portal.As(Cast.Mei).Run<AssignTicket>(u => u.Run(new(number, version, staff[i % 2 == 0 ? Cast.Mei.Email : Cast.Zhao.Email]), default)));

        Assert.Single(done, d => d.IsOk);
        Assert.All(done.Where(d => !d.IsOk), d => Assert.Equal("stale", d.Problem!.Code));
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(TicketAssigned)));
    }

    /// <summary>What a raw client of the desk's circuit could do: the same command twice, before the page has drawn itself anew.</summary>
    [Fact]
    public async Task A_command_of_the_desk_sent_twice_is_done_once()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);
        var version = (await portal.Reads(Cast.Mei, number))!.Ticket.Version;
        var token = Guid.CreateVersion7();

        Assert.True((await portal.Answers(Cast.Mei, number, "once", token)).IsOk);
        Assert.True((await portal.Answers(Cast.Mei, number, "once", token)).IsOk);
        Assert.Equal("stale", (await portal.Resolves(Cast.Mei, number, "old window", version)).Problem!.Code);
        Assert.True((await portal.Resolves(Cast.Mei, number)).IsOk);
        Assert.Equal(TicketProblems.AlreadyResolved.Code, (await portal.Resolves(Cast.Mei, number)).Problem!.Code);

        await using var db = portal.Database();
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(TicketAnswered)));
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(TicketResolved)));
    }
}
