using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Troubleshooting;

public class SessionsApiTests
{
    [Fact]
    public async Task A_program_diagnoses_walks_and_changes_its_mind()
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("51");
        using var program = await Program(portal, Cast.LotusTea, "transactions:read", "sessions:write");
        program.Language = "en";

        var diagnosis = await Json(await program.Get($"/api/v1/transactions/{transaction}/diagnosis"));
        Assert.Equal("no", (string?)diagnosis["verdict"]!["money_moved"]);
        Assert.Equal("not-this-card", (string?)diagnosis["verdict"]!["retry"]);
        Assert.Equal("card", (string?)diagnosis["scope"]);
        Assert.Equal(("unionpay", "51", "customer", "account"),
            ((string?)diagnosis["reason"]!["scheme"], (string?)diagnosis["reason"]!["code"], (string?)diagnosis["reason"]!["who_acts"], (string?)diagnosis["reason"]!["group"]));
        Assert.Equal("insufficient-funds", (string?)diagnosis["causes"]![0]!["id"]);
        Assert.Equal("Insufficient funds", (string?)diagnosis["reason"]!["title"]);
        Assert.NotEmpty((string?)diagnosis["customer_line"] ?? "");
        Assert.Equal(1, (int)diagnosis["playbook_version"]!);

        var started = await Post(program, "/api/v1/sessions", new JsonObject { ["transaction_id"] = transaction.ToString() }, HttpStatusCode.Created);
        var address = $"/api/v1/sessions/{started["id"]}";
        var step = (string)started["step"]!["id"]!;
        Assert.Equal("fix", (string?)started["step"]!["kind"]);
        Assert.Equal(["works", "no-help", "skip"], started["step"]!["options"]!.AsArray().Select(o => (string)o!["id"]!));

        var next = await Post(program, address + "/answers", new JsonObject { ["step_id"] = step, ["answer"] = "no-help" });
        Assert.Equal("open", (string?)next["status"]);
        Assert.NotEqual(step, (string?)next["step"]!["id"]);
        Assert.Equal(step, (string?)next["tried"]![0]!["step_id"]);

        var solved = await Post(program, address + "/answers", new JsonObject { ["step_id"] = step, ["answer"] = "works" });
        Assert.Equal("resolved", (string?)solved["status"]);
        Assert.Equal(["no-help", "works"], solved["tried"]!.AsArray().Select(t => (string)t!["answer"]!).Order());
        Assert.Equal("resolved", (string?)(await Json(await program.Get(address)))["status"]);
    }

    [Fact]
    public async Task Without_a_record_a_program_names_terminal_and_symptom()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, Cast.LotusTea, "sessions:write");

        var symptoms = (await Json(await program.Get("/api/v1/symptoms")))["items"]!.AsArray();
        Assert.Contains(symptoms, s => (string?)s!["id"] == "timeout-sent");
        var started = await Post(program, "/api/v1/sessions", new JsonObject { ["terminal_id"] = Cast.Till1.Number, ["symptom"] = "timeout-sent" }, HttpStatusCode.Created);

        Assert.Equal("wait", (string?)started["step"]!["kind"]);
        Assert.Equal(["works", "continue"], started["step"]!["options"]!.AsArray().Select(o => (string)o!["id"]!));
    }

    [Fact]
    public async Task What_is_wrong_is_answered_with_its_code()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, Cast.LotusTea, "sessions:write");
        var started = await Post(program, "/api/v1/sessions", new JsonObject { ["transaction_id"] = (await portal.Declined("05")).ToString() }, HttpStatusCode.Created);
        var answers = $"/api/v1/sessions/{started["id"]}/answers";

        Assert.Equal("session.step-not-offered", (string?)(await Post(program, answers, new JsonObject { ["step_id"] = "nothing", ["answer"] = "yes" }, HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("session.unknown-answer", (string?)(await Post(program, answers, new JsonObject { ["step_id"] = (string)started["step"]!["id"]!, ["answer"] = "maybe" }, HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("session.subject-missing", (string?)(await Post(program, "/api/v1/sessions", [], HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("session.unknown-symptom", (string?)(await Post(program, "/api/v1/sessions", new JsonObject { ["terminal_id"] = Cast.Till1.Number, ["symptom"] = "none" }, HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Get("/api/v1/transactions/1/diagnosis")).StatusCode);
    }

    [Fact]
    public async Task Another_merchants_key_finds_nothing()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var transaction = await portal.Declined("05");
        var view = await portal.StartWalk(Cast.Lin, transaction);
        using var theirs = await Program(portal, Cast.HarbourNoodles, "transactions:read", "sessions:write");
        using var stranger = portal.Browse();

        Assert.Equal(HttpStatusCode.NotFound, (await theirs.Get($"/api/v1/transactions/{transaction}/diagnosis")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.Get($"/api/v1/sessions/{view.Session.Id.Value}")).StatusCode);
        await Post(theirs, $"/api/v1/sessions/{view.Session.Id.Value}/answers", new JsonObject { ["step_id"] = view.Step.Id, ["answer"] = view.Step.Options[0] }, HttpStatusCode.NotFound);
        await Post(theirs, "/api/v1/sessions", new JsonObject { ["transaction_id"] = transaction.ToString() }, HttpStatusCode.NotFound);
        await Post(theirs, "/api/v1/sessions", new JsonObject { ["terminal_id"] = Cast.Till1.Number, ["symptom"] = "no-network" }, HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Get("/api/v1/symptoms")).StatusCode);
    }

    private static async Task<Browsing> Program(TestPortal portal, Cast.Company company, params string[] scopes)
    {
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("test", scopes, company.Number, null), default));
        var program = portal.Browse();
        program.UseKey(key.Value!);
        return program;
    }

    private static async Task<JsonNode> Post(Browsing program, string address, JsonObject body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        var answer = await program.Send(request);
        Assert.Equal(expected, answer.StatusCode);
        return await Json(answer);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
}
