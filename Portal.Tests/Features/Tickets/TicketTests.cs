using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Support;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Tickets;

public class TicketTests
{
    private static readonly Cast.Person BundCashier = new("bund@lotus.example", "外滩店员", Role.Cashier, Cast.LotusTea, Cast.Bund);

    [Fact]
    public async Task A_ticket_gets_the_next_number_its_words_and_its_first_line_as_subject()
    {
        await using var portal = await TestPortal.Start();

        var first = await portal.Opens(Cast.Lin, "打印机卡纸\n换了纸也不行");
        var second = await portal.Opens(Cast.Chen);
        var view = await portal.Reads(Cast.Lin, first);

        Assert.Equal((TicketNumber.First, TicketNumber.First + 1), (first, second));
        Assert.Equal("打印机卡纸", view!.Ticket.Subject);
        Assert.Equal("打印机卡纸\n换了纸也不行", Assert.Single(view.Messages).Text);
    }

    [Fact]
    public async Task The_other_merchant_can_neither_read_nor_write_nor_decide_nor_count_a_ticket()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var number = await portal.Opens(Cast.Lin);
        await portal.Answers(Cast.Mei, number);
        var version = (await portal.Reads(Cast.Mei, number))!.Ticket.Version;
        var wang = portal.As(Cast.Wang);

        Assert.Null(await portal.Reads(Cast.Wang, number));
        Assert.Equal(Problem.NotFound, (await portal.Replies(Cast.Wang, number)).Problem);
        Assert.Equal(Problem.NotFound, (await portal.Resolves(Cast.Wang, number, "mine now")).Problem);
        Assert.Equal(Problem.NotFound, (await wang.Run<ReopenTicket>(u => u.Run(new(number, version), default))).Problem);
        Assert.Empty((await wang.Run<ListTickets, ListTickets.Listed>(u => u.Run(false, 1, default))).Rows);
        Assert.Equal(0, await portal.Unread(Cast.Wang));
        await portal.Sees(Cast.Wang, number, 99);
        await using var db = portal.Database();
        Assert.DoesNotContain(await db.Set<SeenMark>().ToListAsync(), m => m.UserId == Cast.Wang.Id);
    }

    [Fact]
    public async Task The_merchants_people_cannot_do_what_is_the_desks()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        var chen = portal.As(Cast.Chen);

        Assert.Equal(Problem.NotFound, (await portal.Answers(Cast.Chen, number)).Problem);
        Assert.Equal(Problem.NotFound, (await portal.Notes(Cast.Chen, number)).Problem);
        Assert.Equal(Problem.NotFound, (await chen.Run<AssignTicket>(u => u.Run(new(number, 0, Cast.Chen.Id), default))).Problem);
        Assert.Equal(Problem.NotFound, (await chen.Run<AttachLesson>(u => u.Run(new(number, 0, "power-and-clock"), default))).Problem);
        Assert.Equal(Problem.NotFound, (await chen.Run<Drafts>(u => u.Save(number, MessageKind.Agent, "x", default))).Problem);
        Assert.Empty((await portal.Queue(Cast.Chen, QueueView.All)).Rows);
        Assert.Empty(await chen.Run<StaffList, IReadOnlyList<StaffList.Person>>(u => u.Run(default)));
    }

    [Fact]
    public async Task A_cashier_of_another_store_of_the_same_merchant_sees_nothing_of_it()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin, terminal: Cast.Till1.Id);

        Assert.NotNull(await portal.Reads(Cast.Lin, number));
        Assert.NotNull(await portal.Reads(Cast.Chen, number));
        Assert.Null(await portal.Reads(BundCashier, number));
        Assert.Equal(Problem.NotFound, (await portal.Replies(BundCashier, number)).Problem);
    }

    [Fact]
    public async Task A_ticket_about_another_merchants_terminal_is_not_opened()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);

        var opened = await portal.As(Cast.Wang).Run<OpenTicket, Result<int>>(
            u => u.Run(new(Guid.CreateVersion7(), null, null, Cast.Till1.Id, null, "x", []), default));

        Assert.Equal(Problem.NotFound, opened.Problem);
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_ticket_and_one_message()
    {
        await using var portal = await TestPortal.Start();
        var token = Guid.CreateVersion7();

        var both = await Task.WhenAll(portal.Opens(Cast.Lin, token: token), portal.Opens(Cast.Lin, token: token));
        var reply = Guid.CreateVersion7();
        await Task.WhenAll(portal.Replies(Cast.Lin, both[0], token: reply), portal.Replies(Cast.Lin, both[0], token: reply));

        Assert.Equal(both[0], both[1]);
        Assert.Equal(2, (await portal.Reads(Cast.Lin, both[0]))!.Messages.Count);
    }

    [Fact]
    public async Task Messages_written_at_the_same_moment_are_all_kept_in_one_order()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);

        var all = await Task.WhenAll(portal.Replies(Cast.Lin, number, "一"), portal.Answers(Cast.Mei, number, "二"), portal.Notes(Cast.Zhao, number, "三"));

        Assert.All(all, done => Assert.True(done.IsOk, done.Problem?.Code));
        Assert.Equal([1, 2, 3, 4], (await portal.Reads(Cast.Mei, number))!.Messages.Select(m => m.No));
    }

    [Fact]
    public async Task A_decision_on_a_ticket_that_changed_meanwhile_is_refused()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        var seen = (await portal.Reads(Cast.Mei, number))!.Ticket.Version;
        await portal.Replies(Cast.Lin, number, "等等，还有一件事");

        Assert.Equal(Problem.Stale, (await portal.Resolves(Cast.Mei, number, "好了", seen)).Problem);
        Assert.Equal(TicketStatus.Open, (await portal.Reads(Cast.Mei, number))!.Ticket.Status);
    }

    [Fact]
    public async Task Notes_and_assignments_stay_on_the_desk()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Zhao)).Dispose();
        var number = await portal.Opens(Cast.Lin);
        await portal.Notes(Cast.Mei, number, "先别告诉商户");
        var zhao = (await portal.As(Cast.Mei).Run<StaffList, IReadOnlyList<StaffList.Person>>(u => u.Run(default))).Single();
        var version = (await portal.Reads(Cast.Mei, number))!.Ticket.Version;
        Assert.True((await portal.As(Cast.Mei).Run<AssignTicket>(u => u.Run(new(number, version, zhao.Id), default))).IsOk);

        Assert.Single((await portal.Reads(Cast.Chen, number))!.Messages);
        Assert.Equal(3, (await portal.Reads(Cast.Mei, number))!.Messages.Count);
        Assert.Equal(0, await portal.Unread(Cast.Lin));
    }

    [Fact]
    public async Task An_answer_is_unread_for_each_person_until_that_person_saw_it()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        Assert.Equal(0, await portal.Unread(Cast.Lin));

        await portal.Answers(Cast.Mei, number);
        Assert.Equal((1, 1), (await portal.Unread(Cast.Lin), await portal.Unread(Cast.Chen)));

        await portal.Sees(Cast.Lin, number, 2);
        await portal.Sees(Cast.Lin, number, 1);
        Assert.Equal((0, 1), (await portal.Unread(Cast.Lin), await portal.Unread(Cast.Chen)));
        Assert.Equal(1, (await portal.As(Cast.Chen).Run<ListTickets, ListTickets.Listed>(u => u.Run(false, 1, default))).Rows[0].Unread);
    }

    [Fact]
    public async Task Card_numbers_are_masked_wherever_they_are_typed()
    {
        await using var portal = await TestPortal.Start();
        const string card = "6222 0212 3456 7894";
        Assert.True(CardNumbers.Contains(card));

        var number = await portal.Opens(Cast.Lin, $"卡号 {card} 刷不了");
        await portal.Replies(Cast.Lin, number, card);
        await portal.Notes(Cast.Mei, number, card);
        await portal.As(Cast.Mei).Run<Drafts>(u => u.Save(number, MessageKind.Agent, $"请核对 {card}", default));
        await portal.Resolves(Cast.Mei, number, $"卡 {card} 已换");

        await using var db = portal.Database();
        var kept = (await db.Set<Message>().Select(m => m.Text).ToListAsync())
            .Concat(await db.Set<Draft>().Select(d => d.Text).ToListAsync())
            .Concat(await db.Set<Ticket>().Select(t => t.Subject).ToListAsync())
            .Concat((await db.Set<Ticket>().ToListAsync()).Select(t => t.Closure!.Reason))
            .Concat(await db.Events.Select(e => e.Body).ToListAsync());
        Assert.All(kept, text => Assert.False(CardNumbers.Contains(text), text));
    }

    [Fact]
    public async Task A_reply_to_a_resolved_ticket_opens_it_again()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        await portal.Answers(Cast.Mei, number);
        Assert.Equal(TicketStatus.WaitingMerchant, (await portal.Reads(Cast.Mei, number))!.Ticket.Status);
        Assert.Equal(TicketProblems.ReasonMissing, (await portal.Resolves(Cast.Mei, number, " ")).Problem);
        Assert.True((await portal.Resolves(Cast.Mei, number)).IsOk);
        Assert.Equal(TicketProblems.AlreadyResolved, (await portal.Answers(Cast.Mei, number)).Problem);

        await portal.Replies(Cast.Lin, number, "又来了");

        var ticket = (await portal.Reads(Cast.Mei, number))!.Ticket;
        Assert.Equal((TicketStatus.Open, null), (ticket.Status, ticket.Closure));
        Assert.NotNull(ticket.ReopenedAt);
    }

    [Fact]
    public async Task The_merchant_may_end_a_ticket_without_a_word()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);

        Assert.True((await portal.Resolves(Cast.Chen, number, null)).IsOk);

        Assert.True((await portal.Reads(Cast.Lin, number))!.Ticket.Closure!.ByMerchant);
    }

    [Fact]
    public async Task An_answer_is_mailed_with_the_number_the_subject_and_a_link_and_nothing_else()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);
        var opened = await lin.Post("/tickets/new", ("text", "日期不对\n详细情况只在这里"));
        var path = opened.Headers.Location!.OriginalString;

        await portal.Answers(Cast.Mei, TicketNumber.Read(path.Split('/')[^1])!.Value, "答复正文");

        var mail = await MimeKit.MimeMessage.LoadAsync(Directory.GetFiles(Path.Combine(portal.Folder, "outbox"), "*.eml").Single());
        Assert.Equal(Cast.Lin.Email, mail.To.Mailboxes.Single().Address);
        Assert.Contains("T-1001", mail.Subject);
        Assert.Contains("/tickets/T-1001", mail.TextBody);
        Assert.DoesNotContain("答复正文", mail.TextBody);
        Assert.DoesNotContain("详细情况", mail.TextBody);
    }
}
