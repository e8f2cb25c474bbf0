using System.Net;
using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Features.People;

/// <summary>The owner's pages about the shop's people, as a browser without scripts sees them.</summary>
public class ShopPeoplePagesTests
{
    [Fact]
    public async Task An_owner_invites_a_clerk_by_code_who_sees_one_store_until_removed()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var chen = await portal.Browse(Cast.Chen);

        var made = await chen.Post("/shop/people/new", "invite", ("name", "小周"), ("role", "Cashier"), ("stores", Cast.NanjingRoad.Id.Value.ToString()), ("days", "1"));
        var person = made.Headers.Location!.PathAndQuery;
        var page = await chen.Read(person);
        var link = Regex.Match(page, "/account/invitation\\?token=[A-Za-z0-9_-]+").Value;
        Assert.Contains("<svg class=\"qr\"", page);
        Assert.Contains("已邀请", await chen.Read("/shop/people"));

        using var clerk = portal.Browse();
        Assert.Contains("登录号", await clerk.Read(link));
        await clerk.Post(link, "invitation", ("password", PeopleScene.NewPassword));
        Assert.Contains("莲香茶楼 · 南京路店", await clerk.Read("/account"));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.Get("/shop/people")).StatusCode);

        var removed = await chen.Post(person.Split('?')[0], "remove");
        Assert.Equal("/shop/people", removed.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Found, (await clerk.Get("/lookup")).StatusCode);
    }

    [Fact]
    public async Task What_was_typed_stays_where_something_is_missing()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);
        chen.Language = "en";

        var answer = await chen.Post("/shop/people/new", "invite", ("name", "Zhou"), ("role", "Cashier"), ("email", "zhou@lotus.example"));

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Choose at least one store.", page);
        Assert.Contains("value=\"Zhou\"", page);
        Assert.Contains("value=\"zhou@lotus.example\"", page);
    }

    [Theory]
    [InlineData("Admin")]
    [InlineData("Agent")]
    [InlineData("7")]
    [InlineData("nobody")]
    public async Task A_role_that_was_not_offered_is_refused(string role)
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        var answer = await chen.Post("/shop/people/new", "invite", ("name", "小周"), ("role", role), ("email", "zhou@lotus.example"));

        Assert.Contains("不能给这个角色", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Another_merchants_clerk_and_another_merchants_store_are_not_there()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var theirs = (await portal.Invites(Cast.Wang, shop: Cast.Harbour)).Value!;
        var own = (await portal.Invites(Cast.Chen)).Value!;
        using var chen = await portal.Browse(Cast.Chen);

        Assert.Equal(HttpStatusCode.NotFound, (await chen.Get($"/shop/people/{theirs.UserId}")).StatusCode);
        var moved = await chen.Post($"/shop/people/{own.UserId}", "stores", ("stores", Cast.Harbour.Id.Value.ToString()));
        Assert.DoesNotContain(Cast.Harbour.Name, await moved.Content.ReadAsStringAsync());
        Assert.Equal([Cast.NanjingRoad.Name], (await portal.Person(Cast.Chen, own.UserId))!.Stores);
    }

    [Fact]
    public async Task An_invitation_is_mailed_where_there_is_an_address()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);

        await chen.Post("/shop/people/new", "invite", ("name", "小周"), ("role", "Cashier"), ("stores", Cast.NanjingRoad.Id.Value.ToString()), ("email", "zhou@lotus.example"));

        var mail = Assert.Single(Directory.GetFiles(Path.Combine(portal.Folder, "outbox"), "*.eml"));
        using var message = await MimeKit.MimeMessage.LoadAsync(mail);
        Assert.Equal("zhou@lotus.example", message.To.Mailboxes.Single().Address);
        var link = new Uri(message.TextBody!.Split('\n').First(l => l.Contains("/account/invitation", StringComparison.Ordinal)).Trim()).PathAndQuery;
        using var clerk = portal.Browse();
        Assert.Contains("欢迎，小周", await clerk.Read(link));
    }
}
