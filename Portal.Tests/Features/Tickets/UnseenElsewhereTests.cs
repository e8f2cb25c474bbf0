using Portal.Tests.Features.People;
using Portal.Tests.Support;
using Portal.Web.Features.Tickets;

namespace Portal.Tests.Features.Tickets;

/// <summary>What the badge of the bar counts can be found: the half of the list that is not shown says what is new in it.</summary>
public class UnseenElsewhereTests
{
    [Fact]
    public async Task An_unseen_answer_on_a_resolved_ticket_is_told_beside_the_open_ones_and_only_to_its_merchant()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var ticket = await portal.Opens(Cast.Chen);
        await portal.Answers(Cast.Mei, ticket, "请重新签到。");
        await portal.Resolves(Cast.Mei, ticket, "签到后正常。");
        var (chen, wang) = (portal.As(await portal.Known(Cast.Chen)), portal.As(await portal.Known(Cast.Wang)));

        Assert.Equal(1, (await chen.Run<ListTickets, ListTickets.Listed>(l => l.Run(false, 1, default))).Elsewhere);
        Assert.Equal(0, (await chen.Run<ListTickets, ListTickets.Listed>(l => l.Run(true, 1, default))).Elsewhere);
        Assert.Equal(0, (await wang.Run<ListTickets, ListTickets.Listed>(l => l.Run(false, 1, default))).Elsewhere);
    }
}
