using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Data.Events;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.Audit;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Audit;

public class AuditViewTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly AuditFilter Everything = AuditFilter.Of(null, null, null, null, null, "Asia/Shanghai");

    private static Task<Result<ReadAudit.Listed>> Trail(TestPortal portal, Cast.Person person, AuditFilter? filter = null) =>
        portal.As(person).Run<ReadAudit, Result<ReadAudit.Listed>>(r => r.Run(filter ?? Everything, null, default));

    private static Task<Result<ReadAudit.Listed>> OfShop(TestPortal portal, Cast.Person person, AuditSide side = AuditSide.Everyone) =>
        portal.As(person).Run<ReadAudit, Result<ReadAudit.Listed>>(r => r.OfShop(side, null, null, default));

    [Fact]
    public async Task Staff_looking_at_a_merchants_things_is_taken_down_once_in_a_while_and_merchants_reading_their_own_is_not()
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("51");
        var walk = await portal.StartWalk(Cast.Lin, transaction);
        var ticket = await portal.Opens(Cast.Lin);

        for (var again = 0; again < 3; again++)
        {
            await portal.Reads(Cast.Mei, ticket);
            await portal.View(Cast.Mei, walk.Session.Id);
            await portal.Reads(Cast.Chen, ticket);
            await portal.View(Cast.Chen, walk.Session.Id);
        }

        await portal.Reads(Cast.Zhao, ticket);
        portal.Clock.Advance(TimeSpan.FromMinutes(Limits.ReadAgainMinutes + 1));
        await portal.Reads(Cast.Mei, ticket);
        await portal.Find<ReadLog>().Written(default);

        await using var db = portal.Database();
        var opened = await db.Events.Where(e => e.Kind == nameof(RecordOpened)).OrderBy(e => e.Id).ToListAsync();
        Assert.Equal(
            [
                (Cast.Mei.Id, "ticket/" + TicketNumber.Show(ticket)), (Cast.Mei.Id, $"session/{walk.Session.Id.Value}"), (Cast.Mei.Id, $"transaction/{transaction}"),
                (Cast.Zhao.Id, "ticket/" + TicketNumber.Show(ticket)), (Cast.Mei.Id, "ticket/" + TicketNumber.Show(ticket)),
            ],
            opened.Select(e => (e.Actor!.Value, e.Subject)));
        Assert.All(opened, e => Assert.Equal(Cast.LotusTea.Id, e.MerchantId));
    }

    [Fact]
    public async Task A_key_of_all_merchants_is_taken_down_by_its_id_and_one_of_the_merchant_itself_is_not()
    {
        await using var portal = await TestPortal.Start();
        var transaction = await portal.Declined("51");
        foreach (var merchant in new[] { null, Cast.LotusTea.Number })
        {
            var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("reports", ["transactions:read"], merchant, null), default));
            using var program = portal.Browse();
            program.UseKey(key.Value!);
            Assert.Equal(HttpStatusCode.OK, (await program.Get($"/api/v1/transactions/{transaction}")).StatusCode);
        }

        await portal.Find<ReadLog>().Written(default);
        await using var db = portal.Database();
        var opened = await db.Events.SingleAsync(e => e.Kind == nameof(RecordOpened));
        Assert.Equal((null, "reports", Way.Api, "127.0.0.1"), ((Guid?)opened.Actor?.Value, opened.Name, opened.Way, opened.Address));
        Assert.NotNull(opened.Key);
        Assert.NotNull(opened.Request);
    }

    [Fact]
    public async Task Only_an_administrator_sees_the_trail_and_finds_in_it_by_person_merchant_kind_and_day()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var ticket = await portal.Opens(Cast.Lin);
        await portal.Opens(Cast.Wang);
        using (await portal.Browse(Cast.Mei)) { }
        await portal.Answers(Cast.Mei, ticket);
        portal.Clock.Advance(TimeSpan.FromDays(2));
        await portal.Resolves(Cast.Mei, ticket);
        await portal.Seals();

        foreach (var other in new[] { Cast.Lin, Cast.Chen, Cast.Mei, Cast.Zhao, Cast.Qian }) Assert.Equal(Problem.NotFound, (await Trail(portal, other)).Problem);
        var all = (await Trail(portal, Cast.Admin)).Value!;
        Assert.True(all.Entries.Count > 4);
        Assert.Equal(all.Entries.OrderByDescending(e => e.Number), all.Entries);

        Assert.Equal([nameof(TicketResolved), nameof(TicketAnswered)], await Found(person: Cast.Mei.Name));
        Assert.Equal([nameof(TicketOpened)], await Found(merchant: Cast.HarbourNoodles.Number));
        Assert.Equal([nameof(TicketOpened), nameof(TicketOpened)], await Found(kind: nameof(TicketOpened)));
        Assert.Contains(nameof(TicketResolved), await Found(from: "2026-11-25", to: "2026-11-25"));
        Assert.Empty(await Found(from: "2026-11-27"));
        Assert.Empty(await Found(person: "' OR 1=1 --"));

        async Task<IEnumerable<string>> Found(string? person = null, string? merchant = null, string? kind = null, string? from = null, string? to = null) =>
            (await Trail(portal, Cast.Admin, AuditFilter.Of(person, merchant, kind, from, to, "Asia/Shanghai"))).Value!.Entries.Where(e => e.Kind.StartsWith("Ticket", StringComparison.Ordinal)).Select(e => e.Kind);
    }

    [Fact]
    public async Task An_owner_sees_what_was_done_in_the_own_shop_and_a_cashier_nothing()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var ticket = await portal.Opens(Cast.Lin);
        await portal.Opens(Cast.Wang);
        await portal.Reads(Cast.Mei, ticket);
        await portal.Notes(Cast.Mei, ticket);
        await portal.Find<ReadLog>().Written(default);
        await portal.Seals();

        var lotus = (await OfShop(portal, Cast.Chen)).Value!;
        Assert.Equal([nameof(RecordOpened), nameof(TicketOpened)], lotus.Entries.Select(e => e.Kind));
        Assert.Equal([nameof(RecordOpened)], (await OfShop(portal, Cast.Chen, AuditSide.Staff)).Value!.Entries.Select(e => e.Kind));
        Assert.Equal([nameof(TicketOpened)], (await OfShop(portal, Cast.Chen, AuditSide.Own)).Value!.Entries.Select(e => e.Kind));
        Assert.Equal([nameof(TicketOpened)], (await OfShop(portal, Cast.Wang)).Value!.Entries.Select(e => e.Kind));
        foreach (var other in new[] { Cast.Lin, Cast.Mei, Cast.Admin }) Assert.Equal(Problem.NotFound, (await OfShop(portal, other)).Problem);

        using var chen = await portal.Browse(Cast.Chen);
        var page = await chen.Read("/shop/audit");
        Assert.Contains("查看了工单 " + TicketNumber.Show(ticket), page, StringComparison.Ordinal);
        Assert.Contains("客服 · 梅客服", page, StringComparison.Ordinal);
        using var lin = await portal.Browse(Cast.Lin);
        Assert.Equal(HttpStatusCode.NotFound, (await lin.Get("/shop/audit")).StatusCode);
        foreach (var address in new[] { "/admin/audit", "/admin/audit/export.csv", "/admin/audit/export.ndjson" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await chen.Get(address)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await lin.Get(address)).StatusCode);
        }

        chen.Language = "en";
        Assert.Contains("looked at ticket " + TicketNumber.Show(ticket), await chen.Read("/shop/audit?side=staff&days=7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_itself_taken_down_and_no_cell_of_it_is_a_formula()
    {
        await using var portal = await TestPortal.Start();
        var ticket = await portal.Opens(Cast.Lin);
        await portal.As(Cast.Mei.Viewer with { Name = "=HYPERLINK(\"http://x\")", Origin = new(Way.Web, "192.0.2.7", null, null) })
            .Run<Web.Features.Tickets.AnswerTicket>(u => u.Run(new(ticket, Guid.CreateVersion7(), "好"), default));
        await portal.Seals();
        using var admin = await portal.Browse(Cast.Admin);

        var answer = await admin.Get("/admin/audit/export.csv");

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", text, StringComparison.Ordinal);
        Assert.Contains(",2026-11-23T14:05:00.000+08:00,TicketAnswered,客服在工单 " + TicketNumber.Show(ticket) + " 里答复", text, StringComparison.Ordinal);
        await portal.Seals();
        var exported = (await portal.Trail()).Single(e => e.Kind == nameof(AuditExported));
        Assert.Equal("管理员", exported.Name);
        Assert.Equal("127.0.0.1", exported.Address);
    }

    /// <summary>With the export alone and twenty lines of code somebody else can check the chain.</summary>
    [Fact]
    public async Task The_chain_can_be_checked_from_an_export_without_the_portal()
    {
        await using var portal = await TestPortal.Start();
        for (var n = 0; n < 3; n++) await portal.Opens(Cast.Lin);
        await portal.Seals();
        using var admin = await portal.Browse(Cast.Admin);

        var lines = (await admin.Read("/admin/audit/export.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var previous = new string('0', 64);
        foreach (var (line, number) in lines.Select((line, i) => (line, i + 1L)))
        {
            var e = JsonDocument.Parse(line).RootElement;
            object?[] fields =
            [
                e.GetProperty("number").GetInt64(), e.GetProperty("event_id").GetInt64(), e.GetProperty("at").GetInt64(), Text("kind"), Text("subject"), Text("merchant_id"), Text("actor"),
                Text("key"), Text("role"), Text("way"), Text("session"), Text("request"), Text("details"), Text("name_hash"), Text("address_hash"), previous,
            ];
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields, Plain))));
            Assert.Equal(number, e.GetProperty("number").GetInt64());
            Assert.Equal(hash, Text("hash"));
            previous = hash;

            string? Text(string name) => e.GetProperty(name).GetString();
        }

        Assert.Equal((await portal.Verifies()).Head!.Text, string.Create(CultureInfo.InvariantCulture, $"{lines.Length}:{previous}"));
    }
}
