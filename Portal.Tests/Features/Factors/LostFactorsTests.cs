using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Tests.Features.People;
using Portal.Tests.Support;
using Portal.Web.Features.Factors;
using Portal.Web.Features.Notifications;
using Portal.Web.Features.People;

namespace Portal.Tests.Features.Factors;

public class LostFactorsTests
{
    private static Task<Result> Remove(TestPortal portal, Cast.Person by, UserId person, FactorLoss why = FactorLoss.Lost) =>
        portal.As(by).Run<RemoveLostFactors>(r => r.Run(person, why, default));

    private static Task<FactorsOfPerson.Seen?> Seen(TestPortal portal, Cast.Person by, UserId person) =>
        portal.As(by).Run<FactorsOfPerson, FactorsOfPerson.Seen?>(f => f.Run(person, default));

    [Fact]
    public async Task A_lost_phone_is_taken_away_by_an_administrator_with_a_reason_and_its_person_is_told()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        await Phone.SetUp(portal, lin);
        using var key = await SoftKey.Of(portal, Cast.Lin);
        var person = await Phone.IdOf(portal, Cast.Lin);
        Assert.Single((await Seen(portal, Cast.Admin, person))!.Factors.Passkeys);

        Assert.True((await Remove(portal, Cast.Admin, person, FactorLoss.Stolen)).IsOk);

        Assert.Equal(HttpStatusCode.Found, (await lin.Get("/account")).StatusCode);
        using var later = portal.Browse();
        var entered = await later.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));
        Assert.Equal("/", new Uri(portal.Address, entered.Headers.Location!).AbsolutePath);
        Assert.False((await Seen(portal, Cast.Admin, person))!.Factors.Any);
        var happened = Assert.Single(await portal.Events(nameof(LostFactorsRemoved)));
        Assert.Contains("Stolen", happened.Body, StringComparison.Ordinal);
        Assert.Equal(Cast.Admin.Viewer.UserId, happened.Actor);
        var mails = Directory.GetFiles(portal.Services.GetRequiredService<Outbox>().Folder, "*.eml").Select(f => MimeKit.MimeMessage.Load(f));
        var mail = Assert.Single(mails, m => m.Subject!.Contains("管理员去掉了", StringComparison.Ordinal));
        Assert.Equal(Cast.Lin.Email, mail.To.Mailboxes.Single().Address);
        await using var db = portal.Database();
        Assert.False(await db.Set<RecoveryCode>().AnyAsync());
    }

    [Fact]
    public async Task Nobody_else_may_or_sees_what_there_is()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);
        await Phone.SetUp(portal, lin);
        var person = await Phone.IdOf(portal, Cast.Lin);

        foreach (var other in new[] { Cast.Lin, Cast.Chen, Cast.Wang, Cast.Mei, Cast.Zhao, Cast.Qian })
        {
            Assert.Equal(Problem.NotFound, (await Remove(portal, other, person)).Problem);
            Assert.Null(await Seen(portal, other, person));
        }

        Assert.NotNull((await Seen(portal, Cast.Admin, person))!.Factors.AuthenticatorSince);
        Assert.Empty(await portal.Events(nameof(LostFactorsRemoved)));
    }

    [Fact]
    public async Task Where_there_is_nothing_or_it_is_ones_own_it_says_so()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var person = await Phone.IdOf(portal, Cast.Lin);
        using var admin = await portal.Browse(Cast.Admin);
        await Phone.SetUp(portal, admin);
        var self = await Phone.ViewerOf(portal, Cast.Admin);

        Assert.Equal("factors-none", (await Remove(portal, Cast.Admin, person)).Problem?.Code);
        Assert.Equal("factors-own", (await portal.As(self).Run<RemoveLostFactors>(r => r.Run(self.UserId!.Value, FactorLoss.Lost, default))).Problem?.Code);
        Assert.Equal(Problem.NotFound, (await Remove(portal, Cast.Admin, new(Guid.NewGuid()))).Problem);
    }

    [Fact]
    public async Task What_wrong_codes_shut_is_open_again_by_unlocking_or_with_the_lost_phone()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        await Phone.SetUp(portal, lin);
        var person = await Phone.IdOf(portal, Cast.Lin);

        await Lock();
        Assert.Equal(portal.Clock.GetUtcNow() + TryLimits.Code.Shut[0], (await Seen(portal, Cast.Admin, person))!.ShutUntil);
        Assert.True((await portal.As(Cast.Admin).Run<UnlockPerson>(u => u.Run(person, default))).IsOk);
        Assert.Null((await Seen(portal, Cast.Admin, person))!.ShutUntil);

        await Lock();
        Assert.True((await Remove(portal, Cast.Admin, person)).IsOk);
        Assert.Null((await Seen(portal, Cast.Admin, person))!.ShutUntil);
        Assert.Single(await portal.Events(nameof(Unlocked)));

        async Task Lock()
        {
            using var thief = portal.Browse();
            await thief.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));
            for (var i = 0; i < 10; i++) await thief.Post("/account/two-factor", ("code", "000000"));
        }
    }

    [Fact]
    public async Task Where_no_administrator_can_get_in_it_is_done_at_the_machine()
    {
        await using var portal = await TestPortal.Start();
        using var admin = await portal.Browse(Cast.Admin);
        await Phone.SetUp(portal, admin);
        var environment = await PortalProcess.EnvironmentOf(portal);

        var unknown = await PortalProcess.Run(environment, "factors", "remove", "--email", "nobody@acquirer.example");
        var done = await PortalProcess.Run(environment, "factors", "remove", "--email", Cast.Admin.Email, "--why", "newphone");
        var again = await PortalProcess.Run(environment, "factors", "remove", "--email", Cast.Admin.Email);
        var unlocked = await PortalProcess.Run(environment, "factors", "unlock", "--email", Cast.Admin.Email);

        Assert.Equal((2, 0, 2, 0), (unknown.Exit, done.Exit, again.Exit, unlocked.Exit));
        Assert.Contains("Nobody signs in as nobody@acquirer.example", unknown.Error, StringComparison.Ordinal);
        var happened = Assert.Single(await portal.Events(nameof(LostFactorsRemoved)));
        Assert.Contains("NewPhone", happened.Body, StringComparison.Ordinal);
        Assert.Equal("CommandLine", happened.Way.ToString());
    }
}
