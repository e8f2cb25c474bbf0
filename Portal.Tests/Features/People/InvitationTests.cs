using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Tests.Support;
using Portal.Web.Features.Notifications;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.People;

public class InvitationTests
{
    private static Task<Result<AddPerson.Added>> Invite(TestPortal portal) => portal.As(Viewer.Portal).Run<AddPerson, Result<AddPerson.Added>>(
        add => add.Run(new("new@lotus.example", "新店员", Role.Cashier, Cast.LotusTea.Number, [Cast.NanjingRoad.Number], null), default));

    private static string Link(AddPerson.Added added) => added.Link();

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
    [InlineData("/account/invitation?token=none")]
    [InlineData("/account/invitation?token=%00%ff")]
    [InlineData("/account/invitation?token=abcdefghijklmnopqrstuvwxyz012345")]
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
        var form = House.Routes.HtmlForm.On(await forgetful.Read(link), link).Single(f => f.Handler == "reset");
        Assert.Equal(HttpStatusCode.Found, (await forgetful.Post(link, ("password", "another quiet morning"))).StatusCode);

        // Said at once, before anybody thinks of a password; and to a page that was open already, when it is sent.
        Assert.Contains("这个链接已经用过或过期了", await forgetful.Read(link));
        Assert.DoesNotContain("name=\"password\"", await forgetful.Read(link));
        var late = await forgetful.PostTo(link, form.Fields.Where(f => f.Name != "password").Append(("password", "a third quiet morning")));
        Assert.Contains("这个链接已经用过或过期了", WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/account/reset", "zh-CN", "这个链接已经用过或过期了")]
    [InlineData("/account/reset?user=nobody&token=nothing", "en", "This link has been used or has expired")]
    [InlineData("/account/invitation?token=nothing", "en", "This link has been used or has expired")]
    public async Task A_link_that_opens_nothing_says_so_before_a_password_is_thought_of(string link, string language, string sentence)
    {
        await using var portal = await TestPortal.Start();
        using var browser = portal.Browse();
        browser.Language = language;

        var page = await browser.Read(link);

        Assert.Contains(sentence, page);
        Assert.DoesNotContain("name=\"password\"", page);
    }

    [Fact]
    public async Task A_reset_link_opens_as_it_was_sent_and_not_otherwise()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var forgetful = portal.Browse();
        await forgetful.Post("/account/forgot", ("email", Cast.Lin.Email));
        var mail = Assert.Single(Directory.GetFiles(portal.Services.GetRequiredService<Outbox>().Folder, "*.eml"));
        using var message = await MimeKit.MimeMessage.LoadAsync(mail);
        var link = new Uri(message.TextBody!.Split('\n').First(l => l.Contains("/account/reset", StringComparison.Ordinal)).Trim()).PathAndQuery;

        Assert.Contains("name=\"password\"", await forgetful.Read(link));
        Assert.DoesNotContain("name=\"password\"", await forgetful.Read(link.Replace("token=", "token=A", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_a_hundred_who_take_one_invitation_at_once_one_has_it()
    {
        await using var portal = await TestPortal.Start();
        var token = (await Invite(portal)).Value!.InvitationToken!;

        var link = MailInvitation.PathOf(token);
        var browsers = Enumerable.Range(0, 100).Select(_ => portal.Browse()).ToList();
        var forms = await Task.WhenAll(browsers.Select(async b => House.Routes.HtmlForm.On(await b.Read(link), link).Single(f => f.Handler == "invitation")));

        var taken = await Task.WhenAll(browsers.Zip(forms).Select(async (pair, i) =>
        {
            var answer = await pair.First.PostTo(link, pair.Second.Fields.Where(f => f.Name != "password").Append(("password", $"a quiet morning number {i}")));
            return answer.StatusCode == HttpStatusCode.Found;
        }));
        browsers.ForEach(b => b.Dispose());

        Assert.Single(taken, t => t);
        Assert.Single(await portal.Events("InvitationTaken"));
    }

    [Fact]
    public async Task An_invitation_ends_after_a_day_and_after_a_week_at_the_longest()
    {
        await using var portal = await TestPortal.Start();
        var day = (await portal.Invites(Cast.Chen)).Value!;
        var week = (await portal.Invites(Cast.Chen, days: 30)).Value!;
        using var browser = portal.Browse();

        portal.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Contains("已经用过或过期", await browser.Read(day.Link()));
        Assert.Contains("欢迎", await browser.Read(week.Link()));
        portal.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Contains("已经用过或过期", await browser.Read(week.Link()));
    }

    [Fact]
    public async Task A_new_link_stops_the_one_before()
    {
        await using var portal = await TestPortal.Start();
        var first = (await portal.Invites(Cast.Chen)).Value!;
        var second = await portal.As(Cast.Chen).Run<SendInvitation, Result<string>>(s => s.Run(new(first.UserId), null, default));
        using var browser = portal.Browse();

        Assert.Contains("已经用过或过期", await browser.Read(first.Link()));
        Assert.Contains("欢迎", await browser.Read(MailInvitation.PathOf(second.Value!)));
    }

    [Fact]
    public async Task Only_a_hash_of_the_link_is_kept_and_no_event_holds_it()
    {
        await using var portal = await TestPortal.Start();
        var token = (await portal.Invites(Cast.Chen, email: "new@lotus.example")).Value!.InvitationToken!;

        await using var db = portal.Database();
        Assert.DoesNotContain(await db.Set<Invitation>().Select(i => i.TokenHash).ToListAsync(), hash => hash.Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(await db.Events.Select(e => e.Body).ToListAsync(), body => body.Contains(token, StringComparison.Ordinal) || body.Contains("new@lotus", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clerk_without_mail_signs_in_with_a_number_and_gets_a_new_password_from_the_owner()
    {
        await using var portal = await TestPortal.Start();
        var added = (await portal.Invites(Cast.Chen)).Value!;
        Assert.Matches("^[1-9][0-9]{7}$", added.SignInName);
        (await portal.Takes(added)).Dispose();

        using var again = portal.Browse();
        Assert.Equal(HttpStatusCode.Found, (await again.Post("/account/login", ("email", added.SignInName), ("password", PeopleScene.NewPassword))).StatusCode);

        var link = await portal.As(Cast.Chen).Run<SendInvitation, Result<string>>(s => s.Run(new(added.UserId), null, default));
        using var later = portal.Browse();
        await later.Post(MailInvitation.PathOf(link.Value!), "invitation", ("password", "another quiet morning"));
        Assert.Equal(HttpStatusCode.OK, (await later.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await again.Get("/account")).StatusCode);
    }
}
