using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.Notifications;
using Portal.Web.Features.People;
using Portal.Web.Features.SignIn;

namespace Portal.Tests.Features.SignIn;

public class LockOutTests
{
    private static async Task<string> Try(Browsing browser, string email, string password) =>
        WebUtility.HtmlDecode(await (await browser.Post("/account/login", ("email", email), ("password", password))).Content.ReadAsStringAsync());

    [Fact]
    public async Task Nobodys_address_is_locked_after_as_many_tries_as_somebodys()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var stranger = portal.Browse();

        var somebody = new List<string>();
        var nobody = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            somebody.Add(Said(await Try(stranger, Cast.Lin.Email, "not the password")));
            nobody.Add(Said(await Try(stranger, "nobody@lotus.example", "not the password")));
        }

        Assert.Equal(somebody, nobody);
        Assert.Contains("锁住 30 分钟", somebody[^1]);
    }

    [Fact]
    public async Task A_lock_ends_by_itself_after_half_an_hour()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var lin = portal.Browse();
        for (var i = 0; i < 10; i++) await Try(lin, Cast.Lin.Email, "not the password");
        Assert.Contains("锁住", await Try(lin, Cast.Lin.Email, Cast.Password));

        portal.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);
    }

    [Fact]
    public async Task A_reset_link_opens_a_locked_account_at_once()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var lin = portal.Browse();
        for (var i = 0; i < 10; i++) await Try(lin, Cast.Lin.Email, "not the password");

        await lin.Post("/account/forgot", ("email", Cast.Lin.Email));
        await lin.Post(await ResetLink(portal), ("password", "another quiet morning"));

        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", "another quiet morning"))).StatusCode);
    }

    [Fact]
    public async Task An_administrator_opens_it_and_an_owner_or_agent_cannot()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var lin = portal.Browse();
        for (var i = 0; i < 10; i++) await Try(lin, Cast.Lin.Email, "not the password");
        UserId person;
        await using (var db = portal.Database()) person = new((await db.Users.SingleAsync(u => u.Email == Cast.Lin.Email)).Id);

        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Wang).Run<UnlockPerson>(u => u.Run(person, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Mei).Run<UnlockPerson>(u => u.Run(person, default))).Problem);
        Assert.Contains("锁住", await Try(lin, Cast.Lin.Email, Cast.Password));
        Assert.True((await portal.As(Cast.Admin).Run<UnlockPerson>(u => u.Run(person, default))).IsOk);
        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);
    }

    [Fact]
    public async Task An_address_that_tries_many_accounts_is_slowed_down_and_told_when_to_come_back()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var sprayer = portal.Browse();

        for (var i = 0; i < 30; i++) await sprayer.Post("/account/login", ("email", $"person{i}@lotus.example"), ("password", "a quiet morning"));
        var answer = await sprayer.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Contains("这个网络试错太多次了", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.Found, (await sprayer.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password))).StatusCode);
    }

    [Fact]
    public async Task A_hundred_wrong_passwords_at_once_are_ten_tries()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();

        var checkedTries = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            var taken = await portal.Services.GetRequiredService<Portal.Web.Data.Identity.Tries>().Take(TryLimits.Password, Door.Account(Cast.Lin.Email), default);
            return taken.Allowed;
        })));

        Assert.Equal(10, checkedTries.Count(c => c));
    }

    [Fact]
    public async Task What_happens_at_the_door_is_written_down_without_what_was_typed()
    {
        await using var portal = await TestPortal.Start();
        (await portal.Browse(Cast.Lin)).Dispose();
        using var stranger = portal.Browse();
        for (var i = 0; i < 10; i++) await Try(stranger, Cast.Lin.Email, "typed-secret-" + i);
        await Try(stranger, "typed-nobody@lotus.example", "typed-secret");

        await using var db = portal.Database();
        var events = await db.Events.Where(e => e.Subject.StartsWith("user/")).ToListAsync();

        Assert.Contains(events, e => e.Kind == "SignedIn");
        Assert.Equal(11, events.Count(e => e.Kind == "SignInFailed"));
        Assert.Contains(events, e => e is { Kind: "LockedOut", MerchantId: { } merchant } && merchant == Cast.LotusTea.Id);
        Assert.DoesNotContain(events, e => e.Body.Contains("typed", StringComparison.Ordinal));
    }

    internal static async Task<string> ResetLink(TestPortal portal)
    {
        var mail = Directory.GetFiles(portal.Services.GetRequiredService<Outbox>().Folder, "*.eml").Order(StringComparer.Ordinal).Last();
        using var message = await MimeKit.MimeMessage.LoadAsync(mail);
        return new Uri(message.TextBody!.Split('\n').First(l => l.Contains("/account/reset", StringComparison.Ordinal)).Trim()).PathAndQuery;
    }

    private static string Said(string page) => page.Contains("锁住 30 分钟", StringComparison.Ordinal) ? "锁住 30 分钟" : page.Contains("邮箱或密码不对", StringComparison.Ordinal) ? "不对" : page;
}
