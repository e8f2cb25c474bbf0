using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.Attachments;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.House;

/// <summary>
/// Whoever changes an id in an address, a form or a call gets "not found", for every route there is. The routes are read from the running portal:
/// one that is not in the table fails the test, so nobody adds a route without saying what a foreign id does there.
/// </summary>
public class ForeignIdsTests
{
    /// <summary>How a route is tried with another merchant's ids.</summary>
    private abstract record Try;

    /// <summary>Carries no id of anything that belongs to a merchant.</summary>
    private sealed record NoIds : Try;

    /// <summary>Opened by address; the answer must be 404.</summary>
    private sealed record Opens(Func<Theirs, string> Address) : Try;

    /// <summary>A page of the desk: for merchant people it does not exist.</summary>
    private sealed record DeskOnly(Func<Theirs, string> Address) : Try;

    /// <summary>A call with a key of the other merchant; the answer must be 404.</summary>
    private sealed record Calls(HttpMethod Method, Func<Theirs, string> Address, Func<Theirs, string>? Body = null) : Try;

    /// <summary>A list or search: what it answers must not hold their things.</summary>
    private sealed record Lists(Func<Theirs, string> Address) : Try;

    private static readonly NoIds None = new();

    private static readonly Dictionary<string, Try[]> Routes = new()
    {
        ["/"] = [None],
        ["/error"] = [None],
        ["/not-found"] = [None],
        ["/healthz/live"] = [None],
        ["/healthz/ready"] = [None],
        ["/docs/api"] = [None],
        ["/api/{**rest}"] = [None],
        ["/openapi/{documentName}.json"] = [None],
        ["/account"] = [None],
        ["/account/login"] = [None],
        ["/account/forgot"] = [None],
        ["/account/invitation"] = [None],
        ["/account/reset"] = [None],
        ["/account/logout"] = [None],
        ["/account/confirm"] = [None],
        // Only one's own; ending another's is tried in SignInsPageTests.
        ["/account/sessions"] = [new Lists(_ => "/account/sessions")],
        ["/account/language"] = [None],
        ["/account/theme"] = [None],
        ["/help"] = [None],
        ["/help/{Slug}"] = [None],
        ["/codes"] = [None],
        ["/codes/{Scheme}/{Code}"] = [None],
        ["/learn"] = [None],
        ["/learn/{Slug}"] = [None],
        ["/lookup"] = [new Lists(t => $"/lookup?terminal={Cast.Till1.Number}&at=2026-11-23T14:00&amount=86")],
        ["/shop"] = [new Lists(_ => "/shop")],
        ["/transactions/{Number}"] = [new Opens(t => $"/transactions/{t.Transaction}")],
        ["/transactions/{Number}/customer"] = [new Opens(t => $"/transactions/{t.Transaction}/customer")],
        // A card's link opens for whoever has its token; an id is none.
        ["/card/{Token}"] = [new Opens(t => $"/card/{t.Transaction}")],
        ["/troubleshoot/new"] = [new Opens(t => $"/troubleshoot/new?transaction={t.Transaction}")],
        ["/troubleshoot/no-record"] = [new Lists(_ => $"/troubleshoot/no-record?terminal={Cast.Till1.Number}")],
        ["/troubleshoot/{SessionId:guid}"] = [new Opens(t => $"/troubleshoot/{t.Session.Value}")],
        ["/continue"] = [new Lists(t => $"/continue?code={t.ResumeCode}")],
        ["/continue/{Code}"] = [new Lists(t => $"/continue/{t.ResumeCode}")],
        ["/tickets"] = [new Lists(_ => "/tickets")],
        ["/tickets/new"] = [new Opens(t => $"/tickets/new?transaction={t.Transaction}"), new Opens(t => $"/tickets/new?session={t.Session.Value}")],
        ["/tickets/{Number}"] = [new Opens(t => $"/tickets/{TicketNumber.Show(t.Ticket)}")],
        ["/attachments/{id:guid}"] = [new Opens(t => $"/attachments/{t.Attachment}")],
        ["/attachments/{id:guid}/small"] = [new Opens(t => $"/attachments/{t.Attachment}/small")],
        ["/desk"] = [new DeskOnly(_ => "/desk")],
        ["/studio/cases"] = [new DeskOnly(_ => "/studio/cases")],
        ["/desk/tickets/{Number}"] = [new DeskOnly(t => $"/desk/tickets/{TicketNumber.Show(t.Ticket)}")],
        ["/api/v1/symptoms"] = [None],
        ["/api/v1/transactions"] = [new Calls(HttpMethod.Get, t => $"/api/v1/transactions?event_id={t.EventId}"), new Calls(HttpMethod.Get, t => $"/api/v1/transactions?terminal={Cast.Till1.Number}&at=2026-11-23T14:00&minutes=60")],
        ["/api/v1/transactions/{id}"] = [new Calls(HttpMethod.Get, t => $"/api/v1/transactions/{t.Transaction}")],
        ["/api/v1/transactions/{id}/diagnosis"] = [new Calls(HttpMethod.Get, t => $"/api/v1/transactions/{t.Transaction}/diagnosis")],
        ["/api/v1/sessions"] =
        [
            new Calls(HttpMethod.Post, _ => "/api/v1/sessions", t => $$"""{"transaction_id":"{{t.Transaction}}"}"""),
            new Calls(HttpMethod.Post, _ => "/api/v1/sessions", _ => $$"""{"terminal_id":"{{Cast.Till1.Number}}","symptom":"no-network"}"""),
        ],
        ["/api/v1/sessions/{id}"] = [new Calls(HttpMethod.Get, t => $"/api/v1/sessions/{t.Session.Value}")],
        ["/api/v1/sessions/{id}/answers"] = [new Calls(HttpMethod.Post, t => $"/api/v1/sessions/{t.Session.Value}/answers", _ => """{"step_id":"escalate","answer":"ask"}""")],
        ["/api/v1/sessions/{id}/works"] = [new Calls(HttpMethod.Post, t => $"/api/v1/sessions/{t.Session.Value}/works", _ => """{"works":true}""")],
        ["/api/v1/sessions/{id}/move"] = [new Calls(HttpMethod.Post, t => $"/api/v1/sessions/{t.Session.Value}/move")],
        ["/api/v1/sessions/{id}/record"] = [new Calls(HttpMethod.Post, t => $"/api/v1/sessions/{t.Session.Value}/record", t => $$"""{"transaction_id":"{{t.Transaction}}"}""")],
        ["/live/{kind}/{id}"] =
        [
            new Opens(t => $"/live/transaction/{t.Transaction}?seen=0"), new Opens(t => $"/live/session/{t.Session.Value}?seen=0"),
            new Opens(t => $"/live/ticket/{TicketNumber.Show(t.Ticket)}?seen=0"), new Opens(_ => $"/live/terminal/{Cast.Till1.Id.Value}?seen=0"),
        ],
        ["/api/v1/sessions/{id}/ticket"] = [new Calls(HttpMethod.Post, t => $"/api/v1/sessions/{t.Session.Value}/ticket", _ => """{"message":"mine now"}""")],
        ["/api/v1/tickets"] =
        [
            new Calls(HttpMethod.Get, _ => "/api/v1/tickets"),
            new Calls(HttpMethod.Post, _ => "/api/v1/tickets", t => $$"""{"transaction_id":"{{t.Transaction}}","message":"mine now"}"""),
        ],
        ["/api/v1/tickets/{number}"] = [new Calls(HttpMethod.Get, t => $"/api/v1/tickets/{TicketNumber.Show(t.Ticket)}")],
        ["/api/v1/tickets/{number}/messages"] = [new Calls(HttpMethod.Post, t => $"/api/v1/tickets/{TicketNumber.Show(t.Ticket)}/messages", _ => """{"text":"mine now"}""")],
    };

    /// <summary>Things of Lotus Tea that Harbour Noodles tries to reach.</summary>
    private sealed record Theirs(TransactionId Transaction, string EventId, SessionId Session, string ResumeCode, int Ticket, Guid Attachment);

    [Fact]
    public async Task Every_route_answers_another_merchants_id_with_not_found()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var theirs = await Make(portal);
        using var wang = await portal.Browse(Cast.Wang);
        using var program = await Key(portal);
        var broken = new List<string>();

        foreach (var route in RoutesOf(portal).Except(Routes.Keys)) broken.Add($"{route} is not in the table");
        foreach (var (route, tries) in Routes)
            foreach (var attempt in tries) await Attempt(route, attempt);

        Assert.Empty(broken);

        async Task Attempt(string route, Try attempt)
        {
            switch (attempt)
            {
                case Opens opens:
                    await Expect404(route, await wang.Get(opens.Address(theirs)));
                    break;
                case DeskOnly desk:
                    await Expect404(route, await wang.Get(desk.Address(theirs)));
                    break;
                case Lists lists:
                    await ExpectNothingOf(route, await wang.Get(lists.Address(theirs)));
                    break;
                case Calls calls:
                    using (var request = new HttpRequestMessage(calls.Method, calls.Address(theirs)))
                    {
                        if (calls.Body is not null) request.Content = new StringContent(calls.Body(theirs), Encoding.UTF8, "application/json");
                        var answer = await program.Send(request);
                        if (calls.Method == HttpMethod.Get && answer.StatusCode == HttpStatusCode.OK) await ExpectNothingOf(route, answer);
                        else await Expect404(route, answer);
                    }

                    break;
            }
        }

        async Task Expect404(string route, HttpResponseMessage answer)
        {
            if (answer.StatusCode != HttpStatusCode.NotFound) broken.Add($"{route} answered {(int)answer.StatusCode} to {answer.RequestMessage!.RequestUri!.PathAndQuery}");
            await ExpectNothingOf(route, answer);
        }

        async Task ExpectNothingOf(string route, HttpResponseMessage answer)
        {
            var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            if ((int)answer.StatusCode >= 500) broken.Add($"{route} failed with {(int)answer.StatusCode}");
            foreach (var secret in new[] { Cast.LotusTea.Name, Cast.LotusTea.Number, TicketScene.Words, "622202", Cast.Till1.Name })
                if (body.Contains(secret, StringComparison.Ordinal)) broken.Add($"{route} shows {secret}");
        }
    }

    private static async Task<Theirs> Make(TestPortal portal)
    {
        var transaction = await portal.Declined("51");
        var walk = await portal.StartWalk(Cast.Chen, transaction);
        var ticket = await portal.Opens(Cast.Chen, terminal: Cast.Till1.Id, photos: new Upload("till.png", PhotoOf().Length, () => new MemoryStream(PhotoOf())));
        await using var db = portal.Database();
        var attachment = (await db.Set<Attachment>().Select(a => a.Id).FirstAsync()).Value;
        var eventId = (await portal.As(Viewer.Portal).Run<Web.Features.Lookup.FindTransaction, Result<Web.Features.Lookup.FindTransaction.Found>>(f => f.Run(transaction, default))).Value!.Transaction.EventId!;
        return new(transaction, eventId, walk.Session.Id, walk.Session.ResumeCode, ticket, attachment);
    }

    private static async Task<Browsing> Key(TestPortal portal)
    {
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(
            a => a.Run(new("other", ["transactions:read", "sessions:write", "tickets:read", "tickets:write"], Cast.HarbourNoodles.Number, null), default));
        var program = portal.Browse();
        program.UseKey(key.Value!);
        return program;
    }

    private static IEnumerable<string> RoutesOf(TestPortal portal) => portal.Services.GetServices<EndpointDataSource>()
        .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
        .Where(p => !p.StartsWith("/_", StringComparison.Ordinal) && p != "/{**path:file}")
        .Distinct();

    private static byte[] PhotoOf() => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");
}
