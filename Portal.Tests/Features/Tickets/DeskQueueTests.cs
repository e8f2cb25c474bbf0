using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Support;
using Portal.Web.Features.Tickets;

namespace Portal.Tests.Features.Tickets;

public class DeskQueueTests
{
    [Fact]
    public async Task Each_view_counts_what_it_holds()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var answered = await portal.Opens(Cast.Lin);
        await portal.Opens(Cast.Wang);
        var done = await portal.Opens(Cast.Chen);
        await portal.Answers(Cast.Mei, answered);
        await portal.Resolves(Cast.Zhao, done);

        var queue = await portal.Queue(Cast.Mei, QueueView.Mine);

        Assert.Equal(new DeskQueue.Counts(Mine: 1, Unassigned: 1, Waiting: 1, All: 2, Resolved: 1), queue.Counts);
        foreach (var view in Enum.GetValues<QueueView>())
        {
            var shown = await portal.Queue(Cast.Mei, view);
            Assert.Equal(queue.Counts.Of(view), shown.Rows.Count);
            Assert.Equal(shown.Found, shown.Rows.Count);
        }
    }

    [Fact]
    public async Task Tickets_are_found_by_number_merchant_terminal_and_subject()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var noodles = await portal.Opens(Cast.Wang, "Contactless over 300 asks for the chip", Cast.HarbourTill.Id);
        await portal.Opens(Cast.Lin, "打印机卡纸", Cast.Till1.Id);

        foreach (var words in new[] { TicketNumber.Show(noodles), $"{noodles}", "海港", Cast.HarbourNoodles.Number, "20000001", "门口", "CONTACTLESS" })
            Assert.Equal(noodles, Assert.Single((await portal.Queue(Cast.Mei, QueueView.All, words)).Rows).Number);
        Assert.Empty((await portal.Queue(Cast.Mei, QueueView.All, "100%")).Rows);
    }

    [Fact]
    public async Task Who_waited_longest_for_the_desk_comes_first()
    {
        await using var portal = await TestPortal.Start();
        var first = await portal.Opens(Cast.Lin, "一");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await portal.Opens(Cast.Lin, "二");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.Answers(Cast.Mei, first);

        Assert.Equal([second, first], (await portal.Queue(Cast.Mei, QueueView.All)).Rows.Select(r => r.Number));
    }

    [Fact]
    public async Task A_row_is_unread_until_this_agent_saw_the_merchants_last_word()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        Assert.True((await portal.Queue(Cast.Mei, QueueView.All)).Rows[0].IsUnread);

        await portal.Sees(Cast.Mei, number, 1);
        Assert.False((await portal.Queue(Cast.Mei, QueueView.All)).Rows[0].IsUnread);
        Assert.True((await portal.Queue(Cast.Zhao, QueueView.All)).Rows[0].IsUnread);

        await portal.Replies(Cast.Lin, number);
        Assert.True((await portal.Queue(Cast.Mei, QueueView.All)).Rows[0].IsUnread);
    }

    [Fact]
    public async Task The_stamp_changes_with_every_change()
    {
        await using var portal = await TestPortal.Start();
        Task<(int Tickets, int Changes)> Stamp() => portal.As(Cast.Mei).Run<DeskQueue, (int, int)>(u => u.Stamp(default));
        var stamps = new List<(int, int)> { await Stamp() };

        var number = await portal.Opens(Cast.Lin);
        stamps.Add(await Stamp());
        await portal.Replies(Cast.Lin, number);
        stamps.Add(await Stamp());
        await portal.Notes(Cast.Mei, number);
        stamps.Add(await Stamp());

        Assert.Equal(stamps.Count, stamps.Distinct().Count());
    }

    [Fact]
    public async Task What_is_typed_and_not_sent_is_kept_for_the_one_who_typed_it_until_it_is_sent()
    {
        await using var portal = await TestPortal.Start();
        var number = await portal.Opens(Cast.Lin);
        Task<IReadOnlyList<Draft>> DraftsOf(Cast.Person person) => portal.As(person).Run<ReadDrafts, IReadOnlyList<Draft>>(u => u.Run(number, default));

        await portal.As(Cast.Mei).Run<Drafts>(u => u.Save(number, MessageKind.Agent, "您好，", default));
        await portal.As(Cast.Mei).Run<Drafts>(u => u.Save(number, MessageKind.Agent, "您好，请按", default));

        Assert.Equal("您好，请按", Assert.Single(await DraftsOf(Cast.Mei)).Text);
        Assert.Empty(await DraftsOf(Cast.Zhao));
        Assert.Empty(await DraftsOf(Cast.Chen));
        await portal.Answers(Cast.Mei, number, "您好，请按“功能”");
        Assert.Empty(await DraftsOf(Cast.Mei));
    }
}
