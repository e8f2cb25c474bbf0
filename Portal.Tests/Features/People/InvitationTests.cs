using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.Notifications;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.People;

public class InvitationTests
{
    private static Task<Result<AddPerson.Added>> Invite(TestPortal portal) => portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(
        add => add.Run(new("new@lotus.example", "新店员", Role.Cashier, Cast.LotusTea.Number, [Cast.NanjingRoad.Number], null), default));

    private static string Link(AddPerson.Added added) => $"/account/invitation?user={added.UserId}&token={Uri.EscapeDataString(added.InvitationToken!)}";

    [Fact]
    public async Task An_invitation_sets_the_password_once()
    {
        await using var portal = await TestPortal.Start();
        var link = Link((await Invite(portal)).Value!);
        using var invited = portal.Browse();
        using var late = portal.Browse();

        var answer = await invited.Post(link, ("password", "a quiet morning by the river"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await invited.Get("/account")).StatusCode);
        Assert.Contains("已经用过或过期", await late.Read(link));
    }

    [Fact]
    public async Task A_short_password_is_refused_with_what_to_do()
    {
        await using var portal = await TestPortal.Start();
        using var invited = portal.Browse();

        var answer = await invited.Post(Link((await Invite(portal)).Value!), ("password", "short"));

        Assert.Contains("至少 12 个字符", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task An_invited_cashier_sees_the_shop_given_and_no_other()
    {
        await using var portal = await TestPortal.Start();
        using var invited = portal.Browse();
        await invited.Post(Link((await Invite(portal)).Value!), ("password", "a quiet morning by the river"));

        Assert.Contains("莲香茶楼 · 南京路店", await invited.Read("/account"));
    }

    [Theory]
    [InlineData("not-an-address", "email-invalid")]
    public async Task Bad_input_is_named(string email, string problem)
    {
        await using var portal = await TestPortal.Start();

        var added = await portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(
            add => add.Run(new(email, "X", Role.Agent, null, [], null), default));

        Assert.Equal(problem, added.Problem?.Code);
    }

    [Theory]
    [InlineData("/account/invitation?user=none&token=none")]
    [InlineData("/account/invitation?user=00000000-0000-0000-0000-000000000001&token=%00%ff")]
    [InlineData("/account/invitation")]
    public async Task A_link_cut_short_says_what_to_do(string link)
    {
        await using var portal = await TestPortal.Start();
        using var invited = portal.Browse();

        Assert.Contains("已经用过或过期", await invited.Read(link));
    }

    [Fact]
    public async Task A_reset_link_comes_by_mail_and_works_once()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var forgetful = portal.Browse();

        await forgetful.Post("/account/forgot", ("email", Cast.Lin.Email));
        await forgetful.Post("/account/forgot", ("email", "nobody@lotus.example"));

        var mail = Assert.Single(Directory.GetFiles(portal.Services.GetRequiredService<Outbox>().Folder, "*.eml"));
        using var message = await MimeKit.MimeMessage.LoadAsync(mail);
        var link = new Uri(message.TextBody!.Split('\n').First(l => l.Contains("/account/reset", StringComparison.Ordinal)).Trim()).PathAndQuery;
        Assert.Equal(HttpStatusCode.Found, (await forgetful.Post(link, ("password", "another quiet morning"))).StatusCode);
        Assert.Contains("已经用过或过期", WebUtility.HtmlDecode(await (await forgetful.Post(link, ("password", "a third quiet morning"))).Content.ReadAsStringAsync()));
    }
}
