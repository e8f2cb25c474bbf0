using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Domain.CustomerCards;
using Portal.Domain.Training;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.CustomerCards;
using Portal.Web.Features.Training;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Races;

public class OnceOnlyRaceTests
{
    private const string Slug = "reading-a-decline";

    [Fact]
    public async Task An_event_fed_a_hundred_times_at_once_is_one_transaction()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, ApiScopes.FeedWrite, ApiScopes.TransactionsRead);
        var line = FeedRows.Lines(FeedRows.Sale("E1", ("outcome", "declined"), ("response_code", "51")));

        var reports = await AtOnce.Of(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/transactions") { Content = new StringContent(line, Encoding.UTF8, "application/x-ndjson") };
            using var answer = await program.Send(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        });

        Assert.Equal(1, reports.Sum(r => (int)r["accepted"]!));
        Assert.Equal(AtOnce.Attempts - 1, reports.Sum(r => (int)r["duplicates"]!));
        var found = JsonNode.Parse(await program.Read("/api/v1/transactions?event_id=E1"))!;
        Assert.Single(found["items"]!.AsArray());
    }

    [Fact]
    public async Task A_hundred_different_outcomes_for_one_event_leave_one_and_refuse_the_others()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, ApiScopes.FeedWrite);

        var reports = await AtOnce.Of(async i =>
        {
            var line = FeedRows.Lines(FeedRows.Sale("E1", ("outcome", "declined"), ("response_code", (10 + i % 50).ToString(System.Globalization.CultureInfo.InvariantCulture))));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/transactions") { Content = new StringContent(line, Encoding.UTF8, "application/x-ndjson") };
            using var answer = await program.Send(request);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        });

        Assert.Equal(1, reports.Sum(r => (int)r["accepted"]!));
        Assert.All(reports.SelectMany(r => r["rejected"]!.AsArray()), r => Assert.Equal("conflict", (string?)r!["code"]));
        Assert.Equal(AtOnce.Attempts, reports.Sum(r => (int)r["accepted"]! + (int)r["duplicates"]! + r["rejected"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_lesson_is_signed_once()
    {
        await using var portal = await TestPortal.Start();
        await using var scope = portal.Services.CreateAsyncScope();
        var lesson = (await scope.ServiceProvider.GetRequiredService<LessonCatalogue>().Find(Slug, default))!;
        var right = lesson.Questions.ToDictionary(q => q.Id, q => q.Options.Single(o => o.Right).Id);

        var done = await AtOnce.Of(_ => portal.As(Cast.Lin).Run<SignLesson>(u => u.Run(new(Slug, lesson.Version, right, null), default)));

        Assert.All(done, d => Assert.True(d.IsOk, d.Problem?.Code));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Set<Acknowledgement>().CountAsync());
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(LessonAcknowledged)));
    }

    [Fact]
    public async Task A_customers_card_is_stopped_once()
    {
        await using var portal = await TestPortal.Start();
        var sale = await portal.Declined("51");
        var made = await portal.As(Cast.Lin).Run<MakeCard, Result<string>>(u => u.Run(sale, default));
        Assert.True(made.IsOk, made.Problem?.Code);

        var done = await AtOnce.Of(_ => portal.As(Cast.Lin).Run<RevokeCards>(u => u.Run(sale, default)));

        Assert.Single(done, d => d.IsOk);
        Assert.All(done.Where(d => !d.IsOk), d => Assert.Equal(Problem.NotFound, d.Problem));
        await using var db = portal.Database();
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(CustomerCardRevoked)));
    }

    [Fact]
    public async Task No_more_cards_are_open_than_may_be_however_many_ask_at_once()
    {
        await using var portal = await TestPortal.Start();
        var sale = await portal.Declined("51");

        var made = await AtOnce.Of(_ => portal.As(Cast.Lin).Run<MakeCard, Result<string>>(u => u.Run(sale, default)));

        Assert.Equal(Limits.CustomerCardsOpen, made.Count(m => m.IsOk));
        Assert.All(made.Where(m => !m.IsOk), m => Assert.Equal("card-too-many", m.Problem!.Code));
    }

    [Fact]
    public async Task A_key_is_revoked_once_and_works_no_more()
    {
        await using var portal = await TestPortal.Start();
        using var program = await Program(portal, ApiScopes.TransactionsRead);
        await using var db = portal.Database();
        var id = await db.Set<ApiKey>().Select(k => k.Id).SingleAsync();
        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/v1/transactions?event_id=none")).StatusCode);

        var done = await AtOnce.Of(_ => portal.As(Viewer.Portal).Run<RevokeApiKey>(u => u.Run(id, default)));

        Assert.Single(done, d => d.IsOk);
        Assert.All(done.Where(d => !d.IsOk), d => Assert.Equal("key.revoked", d.Problem!.Code));
        Assert.Equal(1, await db.Events.CountAsync(e => e.Kind == nameof(ApiKeyRevoked)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get("/api/v1/transactions?event_id=none")).StatusCode);
    }

    private static async Task<Browsing> Program(TestPortal portal, params string[] scopes)
    {
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("race", scopes, null, null), default));
        var program = portal.Browse();
        program.UseKey(key.Value!);
        return program;
    }
}
