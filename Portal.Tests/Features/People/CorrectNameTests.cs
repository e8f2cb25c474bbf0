using System.Net;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.People;

namespace Portal.Tests.Features.People;

/// <summary>A misspelt name is put right by the person, by the shop's owner or by an administrator, and by nobody else.</summary>
public class CorrectNameTests
{
    [Fact]
    public async Task Ones_own_name_is_the_new_one_on_the_next_page()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.Post("/account", "name", ("name", "  林晓雨 "));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var page = await lin.Read("/account");
        Assert.Contains("姓名已改为“林晓雨”", page);
        Assert.Contains("<h2>林晓雨</h2>", page);
        var corrected = Assert.Single(await portal.Events("NameCorrected"));
        Assert.DoesNotContain("林晓雨", corrected.Body);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("长")]
    public async Task Without_a_name_or_with_one_too_long_nothing_changes_and_what_was_typed_stays(string part)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var typed = string.IsNullOrWhiteSpace(part) ? part : string.Concat(Enumerable.Repeat(part, Limits.NameLength + 1));

        var page = WebUtility.HtmlDecode(await (await lin.Post("/account", "name", ("name", typed))).Content.ReadAsStringAsync());

        Assert.Contains($"最多 {Limits.NameLength} 个字", page);
        Assert.Contains($"value=\"{typed}\"", page);
        Assert.Contains($"<h2>{Cast.Lin.Viewer.Name}</h2>", await lin.Read("/account"));
        Assert.Empty(await portal.Events("NameCorrected"));
    }

    [Fact]
    public async Task An_owner_corrects_a_clerks_name_and_a_clerk_nobody_elses()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var clerk = (await portal.Invites(Cast.Chen)).Value!;
        using var chen = await portal.Browse(Cast.Chen);

        Assert.Equal(HttpStatusCode.Found, (await chen.Post($"/shop/people/{clerk.UserId}", "name", ("name", "周小雨"))).StatusCode);

        Assert.Equal("周小雨", (await portal.Person(Cast.Chen, clerk.UserId))!.Name);
        var id = new UserId(clerk.UserId);
        Assert.Equal(Problem.NotFound, (await portal.As(await portal.Known(Cast.Lin)).Run<CorrectName>(c => c.Run(id, "别人", default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Mei).Run<CorrectName>(c => c.Run(id, "别人", default))).Problem);
        Assert.Equal("周小雨", (await portal.Person(Cast.Chen, clerk.UserId))!.Name);
        Assert.True((await portal.As(Cast.Admin).Run<CorrectName>(c => c.Run(id, "周晓雨", default))).IsOk);
        Assert.Equal("周晓雨", (await portal.Person(Cast.Chen, clerk.UserId))!.Name);
    }

    [Fact]
    public async Task A_card_number_for_a_name_is_masked()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        await lin.Post("/account", "name", ("name", "4111 1111 1111 1111"));

        var page = await lin.Read("/account");
        Assert.DoesNotContain("4111 1111 1111 1111", page);
        Assert.Contains("******", page);
    }
}
