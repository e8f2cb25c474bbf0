using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Tests.Features.People;
using Portal.Tests.House;
using Portal.Tests.Support;
using Portal.Web.Features.Privacy;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Privacy;

public class ExportPersonTests
{
    [Fact]
    public async Task A_copy_holds_what_is_theirs_and_nothing_of_others()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var (lin, mei, keeper) = (await portal.Known(Cast.Lin), await portal.Known(Cast.Mei), await portal.Keeper());
        var number = await portal.Opens(lin.From("198.51.100.23"));
        await portal.Answers(mei, number);
        await portal.Known(Cast.Wang);
        using var zip = new MemoryStream();

        Assert.True((await portal.Exports(keeper, lin.UserId!.Value, zip)).IsOk);

        var files = await PrivacyScene.Unpack(zip);
        Assert.Equal(PersonParts.Of(lin.UserId!.Value).Select(p => p.Name + ".json").Append("trail.json").Append("read-me.txt").Order(), files.Keys.Where(k => !k.StartsWith("photos/", StringComparison.Ordinal)).Order());
        var account = JsonDocument.Parse(files["account.json"]).RootElement[0];
        Assert.Equal((Cast.Lin.Name, Cast.Lin.Email, "cashier", Cast.LotusTea.Name),
            (account.GetProperty("name").GetString(), account.GetProperty("mail").GetString(), account.GetProperty("role").GetString(), account.GetProperty("merchant").GetString()));
        Assert.Contains(Cast.NanjingRoad.Name, files["stores.json"], StringComparison.Ordinal);
        Assert.Contains(PrivacyScene.Said, files["messages.json"], StringComparison.Ordinal);
        Assert.Contains(TicketNumber.Show(number), files["tickets.json"], StringComparison.Ordinal);
        Assert.Contains("+08:00", files["sign-ins.json"], StringComparison.Ordinal);
        Assert.Contains("198.51.100.23", files["trail.json"], StringComparison.Ordinal);
        Assert.Contains("开", files["trail.json"], StringComparison.Ordinal);
        Assert.True(files.Single(f => f.Key.StartsWith($"photos/{TicketNumber.Show(number)}-1-", StringComparison.Ordinal)).Value.Length > 100);

        var all = string.Join('\n', files.Values);
        Assert.DoesNotContain("请重启", all, StringComparison.Ordinal);
        foreach (var other in new[] { Cast.Mei.Name, Cast.Wang.Name, Cast.HarbourNoodles.Name, "胡保管" }) Assert.DoesNotContain(other, all, StringComparison.Ordinal);
        await using var db = portal.Database();
        var secrets = await db.Users.Where(u => u.Id == lin.UserId!.Value.Value).Select(u => new { u.PasswordHash, u.SecurityStamp }).SingleAsync();
        Assert.DoesNotContain(secrets.PasswordHash!, all, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets.SecurityStamp!, all, StringComparison.Ordinal);
        Assert.Equal(keeper.UserId, (await portal.Events(nameof(PersonExported))).Single().Actor);
    }

    [Fact]
    public async Task To_whom_somebody_gave_a_ticket_is_not_in_their_copy()
    {
        await using var portal = await TestPortal.Start();
        var (mei, keeper) = (await portal.Known(Cast.Mei), await portal.Keeper());
        var zhao = await portal.Known(Cast.Zhao);
        await portal.Assigns(mei, await portal.Opens(await portal.Known(Cast.Lin), photo: false), zhao.UserId);
        using var zip = new MemoryStream();

        await portal.Exports(keeper, mei.UserId!.Value, zip);

        var files = await PrivacyScene.Unpack(zip);
        Assert.Contains("\"assigned\"", files["messages.json"], StringComparison.Ordinal);
        Assert.DoesNotContain(Cast.Zhao.Name, files["messages.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_takes_their_own_copy_after_confirming_who_they_are_and_it_is_written_down()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var wang = await portal.Known(Cast.Wang);
        await portal.Opens(await portal.Known(Cast.Lin));
        using var browser = await portal.Browse(Cast.Wang);
        Assert.Contains("/account/data", await browser.Read("/account"));
        Assert.Contains("/account/data/download", await browser.Read("/account/data"));

        using var answer = await browser.Get("/account/data/download");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        var files = await PrivacyScene.Unpack(await Whole(answer));
        Assert.Contains(Cast.Wang.Email, files["account.json"], StringComparison.Ordinal);
        foreach (var other in new[] { Cast.Lin.Name, Cast.LotusTea.Name, PrivacyScene.Said }) Assert.DoesNotContain(other, string.Join('\n', files.Values), StringComparison.Ordinal);
        Assert.DoesNotContain(files.Keys, k => k.StartsWith("photos/", StringComparison.Ordinal));
        Assert.Equal(wang.UserId, (await portal.Events(nameof(PersonExported))).Single().Actor);

        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        using var stale = await browser.Get("/account/data/download");
        Assert.Equal(HttpStatusCode.Found, stale.StatusCode);
        Assert.StartsWith("/account/confirm", stale.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Single(await portal.Events(nameof(PersonExported)));
    }

    private static async Task<MemoryStream> Whole(HttpResponseMessage answer)
    {
        var copy = new MemoryStream();
        await answer.Content.CopyToAsync(copy);
        return copy;
    }

    [Fact]
    public async Task Nobody_takes_a_copy_of_somebody_else()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var lin = await portal.Known(Cast.Lin);
        using var zip = new MemoryStream();
        foreach (var person in new[] { Cast.Wang, Cast.Chen, Cast.Bao, Cast.Mei, Cast.Zhao })
            Assert.Equal(Problem.NotFound, (await portal.Exports(person.Viewer, lin.UserId!.Value, zip)).Problem);
        // One of the staff who sees the shop as its owner does takes nothing of the owner's with them.
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Mei.Viewer with { IsVisiting = true }).Run<ExportPerson>(e => e.Own(_ => Task.FromResult<Stream>(zip), default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(Viewer.Nobody).Run<ExportPerson>(e => e.Own(_ => Task.FromResult<Stream>(zip), default))).Problem);

        Assert.Equal(0, zip.Length);
        Assert.Empty(await portal.Events(nameof(PersonExported)));
    }

    [Fact]
    public async Task Of_somebody_erased_there_is_nothing_to_copy()
    {
        await using var portal = await TestPortal.Start();
        var (lin, keeper) = (await portal.Known(Cast.Lin), await portal.Keeper());
        await portal.Erases(keeper, lin.UserId, Cast.Lin.Email);
        using var zip = new MemoryStream();

        Assert.Equal(ErasureProblems.Erased, (await portal.Exports(keeper, lin.UserId!.Value, zip)).Problem);
        Assert.Equal(0, zip.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".en")]
    public void The_read_me_says_of_every_file_what_it_is(string language)
    {
        var texts = File.ReadAllText(Path.Combine(SourceTree.Root, $"Portal.Web/Features/Privacy/PrivacyText{language}.resx"));

        Assert.All(PersonParts.Of(default).Select(p => p.Name).Append(ExportPerson.Trail), name => Assert.Contains($"name=\"File.{name}\"", texts, StringComparison.Ordinal));
    }
}
