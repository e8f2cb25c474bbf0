using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Tests.Domain.CardGuard;
using Portal.Tests.Features.Audit;
using Portal.Tests.Features.Tickets;
using Portal.Tests.Support;
using Portal.Web.Data.Guarding;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Features.Attachments;
using Portal.Web.Features.CardFindings;
using Portal.Web.Features.People;
using Portal.Web.Features.Playbooks;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.CardFindings;

public class CardFindingsTests
{
    private static readonly string Number = CanaryCards.Make(1)[0];

    private static readonly byte[] Photo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAUElEQVR42u3PQQkAAAgEsEvi2/4pjGUE38JgBZbpei0CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICApcFrOLg8fmtQyEAAAAASUVORK5CYII=");

    private static Task<Result<ListCardFindings.Listed>> List(TestPortal portal, Cast.Person person, long? before = null) =>
        portal.As(person).Run<ListCardFindings, Result<ListCardFindings.Listed>>(l => l.Run(before, default));

    private static async Task<Browsing> Program(TestPortal portal)
    {
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("till feed", [.. ApiScopes.All], Cast.LotusTea.Number, null), default));
        var program = portal.Browse();
        program.UseKey(key.Value!);
        return program;
    }

    [Fact]
    public async Task Every_way_in_is_listed_with_its_place_merchant_and_person_and_the_number_stands_nowhere()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var chen = await portal.Browse(Cast.Chen);
        using var program = await Program(portal);
        var ticket = await portal.Opens(Cast.Chen);

        await chen.Get("/lookup?last4=" + Number);
        await chen.Post("/tickets/new", ("text", "卡号 " + Number));
        await Send(program, $"/api/v1/tickets/T-{ticket}/messages", JsonSerializer.Serialize(new { text = "the card is " + Number }), "application/json");
        await Send(program, "/api/v1/transactions?feed=switch-1", FeedRows.Lines(FeedRows.Sale("E1", ("rrn", Number)), FeedRows.Sale("E2", ("rrn", Number)), FeedRows.Sale("E3", ("host_text", "CARD " + Number))), "application/x-ndjson");
        await portal.As(Cast.Chen).Run<ReplyToTicket>(u => u.Run(new(ticket, Guid.CreateVersion7(), "photo", [new Upload(Number + ".png", Photo.Length, () => new MemoryStream(Photo))]), default));
        await portal.As(Cast.Mei.Viewer with { Origin = new(Way.Web) }).Run<AnswerTicket>(u => u.Run(new(ticket, Guid.CreateVersion7(), "you wrote " + Number), default));
        await portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(a => a.Run(new("w@lotus.example", "Wu " + Number, Role.Owner, Cast.LotusTea.Number, [], null), default));
        portal.Find<ILoggerFactory>().CreateLogger("Somebody.Elses").LogWarning("sent {Text}", Number);

        var listed = (await List(portal, Cast.Admin)).Value!;

        var seen = listed.Lines.ToDictionary(l => l.Place);
        Assert.Equal(Enum.GetValues<CardPlace>().Order(), seen.Keys.Order());
        Assert.All(
            new[] { CardPlace.Address, CardPlace.Form, CardPlace.Call, CardPlace.FeedRefused, CardPlace.FeedText, CardPlace.FileName },
            place => Assert.Equal(Cast.LotusTea.Name, seen[place].Merchant));
        Assert.Equal(("/lookup", Cast.Chen.Name), (seen[CardPlace.Address].Where.TrimEnd('/'), seen[CardPlace.Address].Who));
        Assert.Equal("/tickets/new", seen[CardPlace.Form].Where);
        Assert.Equal("till feed", seen[CardPlace.Call].Who);
        Assert.Equal(("switch-1", 2), (seen[CardPlace.FeedRefused].Where, seen[CardPlace.FeedRefused].Times));
        Assert.Equal(("users.Name", Way.Background), (seen[CardPlace.Saved].Where, seen[CardPlace.Saved].Way));
        Assert.Equal("Somebody.Elses", seen[CardPlace.Log].Where);
        Assert.Equal(2, listed.Lately[CardPlace.FeedRefused]);

        await portal.Seals();
        await using var db = portal.Database();
        var kept = string.Join('\n', await db.Events.Select(e => e.Subject + e.Body + e.Name).ToListAsync()) + string.Join('\n', (await portal.Trail()).Select(e => e.Details + e.Name));
        Assert.Empty(new Leaks([Number]).In(kept + JsonSerializer.Serialize(listed)));
    }

    /// <summary>The list of codes of one cause, read as one text, was a card number once, and half the list was lost.</summary>
    [Fact]
    public async Task What_is_shipped_is_kept_to_the_letter_and_nothing_is_found_in_it()
    {
        await using var portal = await TestPortal.Start();
        var shipped = (await StarterPack.Read(StarterPack.Folder, default)).Value!;

        await using var db = portal.Database();
        var kept = await db.Set<PlaybookVersion>().SingleAsync();

        Assert.Equal(PlaybookJson.Write(shipped.Playbook), kept.Content);
        Assert.Empty((await List(portal, Cast.Admin)).Value!.Lines);
    }

    [Fact]
    public async Task Nobody_but_who_may_see_the_whole_trail_reads_them()
    {
        await using var portal = await TestPortal.Start();
        portal.Find<FoundCardData>().Note(CardPlace.Form, "/tickets/new", Cast.Chen.Viewer);

        foreach (var person in new[] { Cast.Lin, Cast.Chen, Cast.Wang, Cast.Mei, Cast.Zhao, Cast.Qian }) Assert.Equal("not-found", (await List(portal, person)).Problem?.Code);
        Assert.Single((await List(portal, Cast.Admin)).Value!.Lines);
    }

    [Fact]
    public async Task A_flood_is_one_row_a_kind_and_however_many_kinds_it_stays_small()
    {
        await using var portal = await TestPortal.Start();
        var found = portal.Find<FoundCardData>();

        for (var n = 0; n < 1_000; n++) found.Note(CardPlace.Form, "/tickets/new", Cast.Chen.Viewer);
        for (var n = 0; n < 5_000; n++) found.Note(CardPlace.Address, "/" + n, Viewer.Nobody);
        var listed = (await List(portal, Cast.Admin)).Value!;

        Assert.Equal(1_000, listed.Lately[CardPlace.Form]);
        Assert.Equal(5_000, listed.Lately[CardPlace.Address]);
        await using var db = portal.Database();
        Assert.InRange(await db.Events.CountAsync(e => e.Subject == CardDataFound.About), 2, 502);
    }

    [Fact]
    public async Task Older_ones_are_on_the_next_page_and_no_longer_counted()
    {
        await using var portal = await TestPortal.Start();
        for (var n = 0; n < ListCardFindings.PageSize + 1; n++)
        {
            portal.Find<FoundCardData>().Note(CardPlace.Form, "/tickets/new", Cast.Chen.Viewer);
            await portal.Find<WriteFoundCardData>().Write(default);
            if (n == 0) portal.Clock.Advance(TimeSpan.FromDays(ListCardFindings.Days + 1));
        }

        var first = (await List(portal, Cast.Admin)).Value!;
        var second = (await List(portal, Cast.Admin, first.Before)).Value!;

        Assert.Equal(ListCardFindings.PageSize, first.Lines.Count);
        Assert.Single(second.Lines);
        Assert.Null(second.Before);
        Assert.Equal(ListCardFindings.PageSize, first.Lately[CardPlace.Form]);
    }

    [Fact]
    public async Task A_file_that_is_imported_on_the_command_line_is_told_before_the_verb_ends()
    {
        await using var portal = await TestPortal.Start();
        var file = Path.Combine(portal.Folder, "rows.ndjson");
        await File.WriteAllTextAsync(file, FeedRows.Lines(FeedRows.Sale("E1", ("issuer", Number))), TestContext.Current.CancellationToken);

        var ended = await PortalProcess.Run(await PortalProcess.EnvironmentOf(portal), "import", file, "--format", "ndjson", "--feed", "switch-1");

        Assert.Equal(1, ended.Exit);
        var line = Assert.Single((await List(portal, Cast.Admin)).Value!.Lines);
        Assert.Equal((CardPlace.FeedRefused, "switch-1", Way.CommandLine), (line.Place, line.Where, line.Way));
    }

    private static async Task Send(Browsing program, string address, string content, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(content, Encoding.UTF8, type) };
        using var answer = await program.Send(request);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, answer.StatusCode.ToString());
    }
}
