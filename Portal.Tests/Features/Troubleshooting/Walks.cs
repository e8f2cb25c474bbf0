using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;
using Portal.Web.Features.Lookup;
using Portal.Web.Features.Troubleshooting;

namespace Portal.Tests.Features.Troubleshooting;

/// <summary>Declined sales in the feed, and walks about them.</summary>
internal static class Walks
{
    public static async Task<TransactionId> Declined(this TestPortal portal, string code = "55", params (string Field, JsonNode? Value)[] changes)
    {
        var id = "D" + Guid.NewGuid().ToString("N")[..8];
        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale(id, [("outcome", "declined"), ("response_code", code), .. changes])));
        var found = await portal.As(Web.Shared.Viewing.Viewer.Portal).Run<FindTransaction, IReadOnlyList<FindTransaction.Found>>(f => f.ByEventId(id, default));
        return found.Single().Transaction.Id;
    }

    public static async Task<SessionView> StartWalk(this TestPortal portal, Cast.Person person, TransactionId transaction)
    {
        var started = await portal.As(person).Run<StartSession, Result<SessionView>>(s => s.Run(new(transaction), default));
        Assert.True(started.IsOk, started.Problem?.Code);
        return started.Value!;
    }

    public static Task<Result<SessionView>> Answer(this TestPortal portal, Cast.Person person, SessionId session, string step, string option) =>
        portal.As(person).Run<AnswerStep, Result<SessionView>>(a => a.Run(new(session, step, option), default));

    public static Task<Result<SessionView>> View(this TestPortal portal, Cast.Person person, SessionId session) =>
        portal.As(person).Run<ViewSession, Result<SessionView>>(v => v.Run(session, default));

    /// <summary>The answer of someone who knows nothing and whom nothing helps.</summary>
    public static string Helpless(Step step) => step.Kind switch
    {
        StepKind.Check => "dont-know",
        StepKind.Fix => Step.NoHelp,
        StepKind.Wait => Step.Continue,
        _ => Step.Ask,
    };
}
