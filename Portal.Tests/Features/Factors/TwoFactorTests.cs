using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.SignIn;
using Portal.Tests.Support;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Factors;
using Portal.Web.Features.Notifications;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Factors;

public class TwoFactorTests
{
    private static Task<HttpResponseMessage> Password(Browsing browser, Cast.Person person) =>
        browser.Post("/account/login", ("email", person.Email), ("password", Cast.Password));

    private static async Task<string> Said(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [Fact]
    public async Task With_an_app_the_password_alone_does_not_open_anything()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        using var later = portal.Browse();

        var answer = await Password(later, Cast.Lin);

        Assert.Equal("/account/two-factor", new Uri(portal.Address, answer.Headers.Location!).AbsolutePath);
        Assert.Contains("/account/login", (await later.Get("/account")).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Found, (await later.Post("/account/two-factor", ("code", phone.Code()))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await later.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task A_code_opens_once()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        var code = phone.Code();
        using var first = portal.Browse();
        using var thief = portal.Browse();
        await Password(first, Cast.Lin);
        await Password(thief, Cast.Lin);

        Assert.Equal(HttpStatusCode.Found, (await first.Post("/account/two-factor", ("code", code))).StatusCode);
        Assert.Contains("或者用过了", await Said(await thief.Post("/account/two-factor", ("code", code))));
        Assert.Contains("或者用过了", await Said(await thief.Post("/account/two-factor", ("code", phone.Code(-1)))));
        Assert.Equal(HttpStatusCode.Found, (await thief.Post("/account/two-factor", ("code", phone.Code(1)))).StatusCode);
    }

    [Theory]
    [InlineData("blank")]
    [InlineData("dash")]
    [InlineData("full-width")]
    public async Task A_code_is_read_as_people_type_it(string way)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        using var later = portal.Browse();
        await Password(later, Cast.Lin);
        var code = phone.Code();

        var typed = way switch
        {
            "blank" => $" {code[..3]} {code[3..]} ",
            "dash" => $"{code[..3]}-{code[3..]}",
            _ => string.Concat(code.Select(c => (char)(c - '0' + '０'))),
        };
        Assert.Equal(HttpStatusCode.Found, (await later.Post("/account/two-factor", ("code", typed))).StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_keeps_the_person_there_with_what_was_typed_and_ten_shut_the_step()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        using var later = portal.Browse();
        await Password(later, Cast.Lin);
        var wrong = phone.Code(5);

        var said = await Said(await later.Post("/account/two-factor", ("code", wrong)));
        Assert.Contains("验证码不对", said);
        Assert.Contains($"value=\"{wrong}\"", said);
        Assert.Contains("六位数字", await Said(await later.Post("/account/two-factor", ("code", "12ab"))));
        for (var i = 0; i < 9; i++) await later.Post("/account/two-factor", ("code", wrong));

        Assert.Contains("请过 30 分钟再试", await Said(await later.Post("/account/two-factor", ("code", phone.Code()))));
        await using var db = portal.Database();
        Assert.Contains(await db.Events.Select(e => e.Kind).ToListAsync(), k => k == "LockedOut");
        Assert.Contains(await Mails(portal), m => m.Contains("有人输对了您的密码", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_its_person_is_told()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        var code = phone.RecoveryCodes[3].ToLowerInvariant();
        using var first = portal.Browse();
        using var second = portal.Browse();
        await Password(first, Cast.Lin);
        await Password(second, Cast.Lin);

        Assert.Equal(HttpStatusCode.Found, (await first.Post("/account/two-factor?recovery=true", ("code", code))).StatusCode);
        Assert.Contains("或者用过了", await Said(await second.Post("/account/two-factor?recovery=true", ("code", code))));
        Assert.Contains("还剩 9 个", await first.Read("/account/security"));
        Assert.Contains(await Mails(portal), m => m.Contains("恢复码登录", StringComparison.Ordinal));
        await using var db = portal.Database();
        Assert.Contains(await db.Events.ToListAsync(), e => e.Kind == "RecoveryCodeUsed" && e.Body.Contains('9') && !e.Body.Contains(code, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Recovery_codes_are_hashed_as_slowly_as_passwords_with_a_random_salt_of_their_set()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        var before = await Kept();

        await lin.Post("/account/security/recovery-codes", "recovery-codes");
        var after = await Kept();

        var rounds = portal.Find<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Identity.PasswordHasherOptions>>().Value.IterationCount;
        Assert.All(before, c => Assert.Equal((rounds, RecoveryCode.SaltBytes), (c.Rounds, c.Salt.Length)));
        Assert.Equal(
            phone.RecoveryCodes.Select(c => RecoveryCode.HashOf(TypedCode.Recovery(c)!, before[0].Salt, rounds)).Order(StringComparer.Ordinal),
            before.Select(c => c.Hash).Order(StringComparer.Ordinal));
        Assert.NotEqual(before[0].Salt, after[0].Salt);

        async Task<List<RecoveryCode>> Kept()
        {
            await using var db = portal.Database();
            return await db.Set<RecoveryCode>().AsNoTracking().ToListAsync();
        }
    }

    [Fact]
    public async Task Of_a_hundred_uses_of_one_recovery_code_at_once_one_gets_through()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        var person = await Phone.IdOf(portal, Cast.Lin);
        var code = TypedCode.Recovery(phone.RecoveryCodes[0])!;

        var used = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() =>
            portal.As(Viewer.Portal).Run<RecoveryCodes, bool>(r => r.Use(person, code, default)))));

        Assert.Single(used, u => u);
    }

    [Fact]
    public async Task Of_a_hundred_uses_of_one_app_code_at_once_one_gets_through()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        var person = await Phone.IdOf(portal, Cast.Lin);
        var code = phone.Code();

        var used = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() =>
            portal.As(Viewer.Portal).Run<Codes, bool>(c => c.Use(person, code, default)))));

        Assert.Single(used, u => u);
    }

    [Fact]
    public async Task The_step_is_void_after_ten_minutes_and_after_a_new_password()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        using var slow = portal.Browse();
        await Password(slow, Cast.Lin);
        using var overtaken = portal.Browse();
        await Password(overtaken, Cast.Lin);

        await lin.Post("/account", ("current", Cast.Password), ("password", "another quiet morning"));
        Assert.Contains("请从头登录", await overtaken.Read("/account/two-factor"));
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("请从头登录", await slow.Read("/account/two-factor"));
        Assert.Contains("/account/login", (await slow.Get("/account")).Headers.Location!.OriginalString);
        _ = phone;
    }

    [Fact]
    public async Task A_stranger_finds_no_step_to_take()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        Assert.Contains("请从头登录", await stranger.Read("/account/two-factor"));
    }

    [Fact]
    public async Task The_way_back_survives_the_step()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);
        using var later = portal.Browse();

        var answer = await later.Post("/account/login?back=%2Ftickets", ("email", Cast.Lin.Email), ("password", Cast.Password));
        var step = new Uri(portal.Address, answer.Headers.Location!).PathAndQuery;
        var done = await later.Post(step, ("code", phone.Code()));

        Assert.Equal("/tickets", new Uri(portal.Address, done.Headers.Location!).PathAndQuery);
    }

    [Fact]
    public async Task Seeds_and_recovery_codes_do_not_stand_in_the_database()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);

        await using var db = portal.Database();
        var kept = await db.Set<Authenticator>().SingleAsync();
        var hashes = await db.Set<RecoveryCode>().Select(c => c.Hash).ToListAsync();
        Assert.True(kept.SealedSeed.Length > 100);
        Assert.DoesNotContain(hashes, h => phone.RecoveryCodes.Any(c => h.Contains(TypedCode.Recovery(c)!, StringComparison.OrdinalIgnoreCase)));
        Assert.Empty(await db.Set<Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>>().ToListAsync());
    }

    [Fact]
    public async Task Setting_up_needs_a_fresh_sign_in_and_a_code_of_this_app()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        Assert.Contains("验证码对不上", await Said(await lin.Post("/account/security/authenticator", ("code", "000000"))));
        Assert.Contains("二维码过期", await Said(await lin.Post("/account/security/authenticator", ("offered", "AAAA"), ("code", "123456"))));
        portal.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Contains("/account/confirm", (await lin.Get("/account/security/authenticator")).Headers.Location!.OriginalString);
        await using var db = portal.Database();
        Assert.False(await db.Set<Authenticator>().AnyAsync());
    }

    [Fact]
    public async Task A_new_phone_replaces_the_old_one_and_ends_other_sign_ins()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var old = await Phone.SetUp(portal, lin);
        using var elsewhere = portal.Browse();
        await Password(elsewhere, Cast.Lin);
        await elsewhere.Post("/account/two-factor", ("code", old.NextCode()));

        var now = await Phone.SetUp(portal, lin);
        portal.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.Found, (await elsewhere.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/account")).StatusCode);
        using var later = portal.Browse();
        await Password(later, Cast.Lin);
        Assert.Contains("验证码不对", await Said(await later.Post("/account/two-factor", ("code", old.Code()))));
        Assert.Equal(HttpStatusCode.Found, (await later.Post("/account/two-factor", ("code", now.Code()))).StatusCode);
    }

    [Fact]
    public async Task It_is_taken_away_and_the_person_is_told()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        await Phone.SetUp(portal, lin);

        Assert.Equal(HttpStatusCode.Found, (await lin.Post("/account/security/remove", "remove")).StatusCode);

        using var later = portal.Browse();
        Assert.Equal("/", new Uri(portal.Address, (await Password(later, Cast.Lin)).Headers.Location!).AbsolutePath);
        Assert.Contains(await Mails(portal), m => m.Contains("去掉了一种登录验证", StringComparison.Ordinal));
        await using var db = portal.Database();
        Assert.False(await db.Set<RecoveryCode>().AnyAsync());
        Assert.Contains(await db.Events.Select(e => e.Kind).ToListAsync(), k => k == "FactorRemoved");
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones_and_come_as_a_file_too()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var phone = await Phone.SetUp(portal, lin);

        var shown = await Said(await lin.Post("/account/security/recovery-codes", "recovery-codes"));
        Assert.DoesNotContain(phone.RecoveryCodes, c => shown.Contains(c, StringComparison.Ordinal));

        using var later = portal.Browse();
        await Password(later, Cast.Lin);
        Assert.Contains("或者用过了", await Said(await later.Post("/account/two-factor?recovery=true", ("code", phone.RecoveryCodes[0]))));
    }

    [Fact]
    public async Task Somebody_elses_passkey_id_is_not_found()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);
        using var wang = await portal.Browse(Cast.Wang);
        byte[] id = [0, 1, 2, 3, 4];
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
            var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<PortalUser>>();
            var user = await users.FindByEmailAsync(Cast.Lin.Email);
            await users.AddOrUpdatePasskeyAsync(user!, new(id, [1], DateTimeOffset.UnixEpoch, 0, [], true, false, false, [1], [1]) { Name = "林的手机" });
        }

        Assert.Equal(HttpStatusCode.NotFound, (await wang.Get("/account/security/remove?passkey=" + PasskeyId.Show(id))).StatusCode);
        Assert.Contains("林的手机", await lin.Read("/account/security/remove?passkey=" + PasskeyId.Show(id)));
        var own = await Phone.ViewerOf(portal, Cast.Lin);
        Assert.True((await portal.As(own).Run<RenamePasskey>(r => r.Run(own.UserId!.Value, PasskeyId.Show(id), "柜台平板"))).IsOk);
        await using (var db = portal.Database()) Assert.DoesNotContain("柜台平板", (await db.Events.SingleAsync(e => e.Kind == nameof(FactorRenamed))).Body, StringComparison.Ordinal);
        var other = await Phone.ViewerOf(portal, Cast.Wang);
        Assert.Equal("not-found", (await portal.As(other).Run<RenamePasskey>(r => r.Run(other.UserId!.Value, PasskeyId.Show(id), "mine now"))).Problem?.Code);
        Assert.Equal("not-found", (await portal.As(other).Run<RemoveFactor>(r => r.Run(other.UserId!.Value, PasskeyId.Show(id), default))).Problem?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("""{"id":"AAEC","rawId":"AAEC","type":"public-key","response":{"clientDataJSON":"AAEC","authenticatorData":"AAEC","signature":"AAEC"},"clientExtensionResults":{}}""")]
    public async Task What_is_no_answer_of_an_authenticator_signs_nobody_in(string credential)
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        await stranger.Post("/account/login", "passkey", ("credential", credential));

        var answer = await stranger.Post("/account/login", "passkey", ("credential", credential));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("没有登录成功", await Said(answer));
    }

    private static async Task<List<string>> Mails(TestPortal portal)
    {
        var texts = new List<string>();
        foreach (var file in Directory.GetFiles(portal.Services.GetRequiredService<Outbox>().Folder, "*.eml"))
        {
            using var message = await MimeKit.MimeMessage.LoadAsync(file);
            texts.Add(message.Subject + "\n" + message.TextBody);
        }

        return texts;
    }
}
