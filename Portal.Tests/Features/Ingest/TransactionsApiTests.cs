using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Ingest;

public class TransactionsApiTests
{
    private static async Task<Browsing> Program(TestPortal portal, string? merchant, params string[] scopes)
    {
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("test", scopes, merchant, null), default));
        Assert.Matches("^[A-Za-z0-9_-]{32,}$", key.Value!);
        var program = portal.Browse();
        program.UseKey(key.Value!);
        return program;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Send(Browsing program, string path, string? content = null, string type = "application/x-ndjson")
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (content is not null) request.Content = new StringContent(content, Encoding.UTF8, type);
        var answer = await program.Send(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    [Fact]
    public async Task What_was_fed_is_found_and_read_in_the_feeds_own_names()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, null, ApiScopes.FeedWrite, ApiScopes.TransactionsRead);

        var fed = await Send(program, "/api/v1/transactions", FeedRows.Lines(FeedRows.Sale("E1", ("outcome", "declined"), ("response_code", "51")), FeedRows.Sale("E2", ("type", "gift"))));
        var found = await Send(program, $"/api/v1/transactions?terminal={Cast.Till1.Number}&at=2026-11-23T14:02&amount=86&last4=1234");
        var row = found.Body["items"]![0]!;
        var one = await Send(program, $"/api/v1/transactions/{row["id"]}");

        Assert.Equal(HttpStatusCode.OK, fed.Status);
        Assert.Equal((1, 0, 0), ((int)fed.Body["accepted"]!, (int)fed.Body["duplicates"]!, (int)fed.Body["unassigned"]!));
        Assert.Equal(["line", "field", "code", "message"], fed.Body["rejected"]![0]!.AsObject().Select(p => p.Key));
        Assert.Equal("type", (string?)fed.Body["rejected"]![0]!["field"]);
        Assert.Equal(["same-amount", "last4", "time-closest", "within-drift"], row["match"]!.AsArray().Select(m => (string?)m));
        Assert.Equal("2026-11-23T14:00:00+08:00", (string?)one.Body["occurred_at"]);
        Assert.Equal(("86.00", "CNY", "51", "declined", "622202******1234"),
            ((string?)one.Body["amount"], (string?)one.Body["currency"], (string?)one.Body["response_code"], (string?)one.Body["outcome"], (string?)one.Body["card"]));
        Assert.NotNull(one.Body["received_at"]);
        Assert.Null(one.Body["match"]);
        Assert.Equal((string?)row["id"], (string?)(await Send(program, "/api/v1/transactions?event_id=E1")).Body["items"]![0]!["id"]);
    }

    [Fact]
    public async Task A_json_array_says_the_same_and_twice_changes_nothing()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, null, ApiScopes.FeedWrite);
        var array = new JsonArray(FeedRows.Sale("E1"), FeedRows.Sale("E2")).ToJsonString();

        Assert.Equal(2, (int)(await Send(program, "/api/v1/transactions", array, "application/json")).Body["accepted"]!);
        Assert.Equal(2, (int)(await Send(program, "/api/v1/transactions", array, "application/json")).Body["duplicates"]!);
    }

    [Fact]
    public async Task Keys_may_do_what_they_were_made_for_and_no_more()
    {
        await using var portal = await TestPortal.Start();
        using var nobody = portal.Browse();
        using var stranger = portal.Browse();
        stranger.UseKey("pk_0123456789012345678901234567890123456789");
        using var reader = await Program(portal, null, ApiScopes.TransactionsRead);

        foreach (var unknown in new[] { nobody, stranger })
        {
            var refused = await Send(unknown, "/api/v1/transactions?at=now");
            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (refused.Status, (string?)refused.Body["code"]));
        }

        var forbidden = await Send(reader, "/api/v1/transactions", FeedRows.Lines(FeedRows.Sale("E1")));
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (forbidden.Status, (string?)forbidden.Body["code"]));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(reader, "/api/v1/transactions/999")).Status);
        var wrong = await Send(reader, "/api/v1/transactions?at=soon");
        Assert.Equal((HttpStatusCode.BadRequest, "lookup.at"), (wrong.Status, (string?)wrong.Body["code"]));
    }

    [Fact]
    public async Task A_key_bound_to_a_merchant_sees_and_feeds_only_that_one()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var all = await Program(portal, null, ApiScopes.FeedWrite, ApiScopes.TransactionsRead);
        using var harbour = await Program(portal, Cast.HarbourNoodles.Number, ApiScopes.FeedWrite, ApiScopes.TransactionsRead);
        await Send(all, "/api/v1/transactions", FeedRows.Lines(FeedRows.Sale("E1")));
        var id = (string?)(await Send(all, "/api/v1/transactions?event_id=E1")).Body["items"]![0]!["id"];

        Assert.Equal(HttpStatusCode.NotFound, (await Send(harbour, $"/api/v1/transactions/{id}")).Status);
        Assert.Empty((await Send(harbour, "/api/v1/transactions?event_id=E1")).Body["items"]!.AsArray());
        Assert.Empty((await Send(harbour, $"/api/v1/transactions?terminal={Cast.Till1.Number}&at=14:00")).Body["items"]!.AsArray());
        var fed = await Send(harbour, "/api/v1/transactions", FeedRows.Lines(FeedRows.Sale("E2")));
        Assert.Equal("other-merchant", (string?)fed.Body["rejected"]![0]!["code"]);
    }

    [Fact]
    public async Task Too_many_rows_and_the_wrong_kind_of_body_are_refused_whole()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, null, ApiScopes.FeedWrite);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(program, "/api/v1/transactions", string.Concat(Enumerable.Repeat("{}\n", Limits.FeedRowsPerRequest + 1)))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Send(program, "/api/v1/transactions", "a,b", "text/csv")).Status);
        Assert.Equal("ingest.not-json", (string?)(await Send(program, "/api/v1/transactions", "[{]", "application/json")).Body["code"]);
    }

    [Fact]
    public async Task The_description_is_public_and_readable_without_scripts()
    {
        await using var portal = await TestPortal.Start();
        using var anyone = portal.Browse();

        Assert.NotNull((await Send(anyone, "/openapi/v1.json")).Body["paths"]!["/api/v1/transactions"]);
        var page = await anyone.Read("/docs/api");
        Assert.Contains("/api/v1/transactions/{id}", page);
        Assert.DoesNotContain("<script", page);
    }
}
