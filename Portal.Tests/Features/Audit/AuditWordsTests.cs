using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Audit;

namespace Portal.Tests.Features.Audit;

/// <summary>The sentences of the trail are for people: no ids where there are words.</summary>
public class AuditWordsTests
{
    private static async Task<IReadOnlyList<(string Kind, string Said)>> Sentences(TestPortal portal)
    {
        await portal.Seals();
        var listed = (await portal.As(Cast.Chen).Run<ReadAudit, Result<ReadAudit.Listed>>(r => r.OfShop(AuditSide.Everyone, null, null, default))).Value!;
        await using var scope = portal.Services.CreateAsyncScope();
        var words = scope.ServiceProvider.GetRequiredService<AuditWords>();
        return [.. listed.Entries.Select(e => (e.Kind, words.Said(e, listed.Names)))];
    }

    [Fact]
    public async Task A_step_and_its_answer_are_told_in_the_words_the_clerk_saw()
    {
        await using var portal = await TestPortal.Start();
        var walk = await portal.StartWalk(Cast.Lin, await portal.Declined("51"));
        await portal.Answer(Cast.Lin, walk.Session.Id, walk.Step.Id, Step.NoHelp);

        var said = (await Sentences(portal)).Single(e => e.Kind == nameof(TroubleshootingAnswered)).Said;

        Assert.Contains("试了，还是不行", said);
        Assert.DoesNotContain(walk.Step.Id, said);
    }

    [Fact]
    public async Task Chinese_is_set_apart_from_a_number_beside_it()
    {
        await using var portal = await TestPortal.Start();
        var ticket = await portal.Opens(Cast.Lin);
        await portal.Replies(Cast.Lin, ticket, "还在等。");

        var said = (await Sentences(portal)).Single(e => e.Kind == "TicketReplied").Said;

        Assert.Contains($"工单 {Portal.Domain.Tickets.TicketNumber.Show(ticket)} 里", said);
    }
}
