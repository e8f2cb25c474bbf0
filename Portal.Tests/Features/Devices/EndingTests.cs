using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Tests.Support;
using Portal.Web.Features.Devices;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Devices;

public class EndingTests
{
    [Theory]
    [InlineData("zh-CN", "本机", "退出这台设备")]
    [InlineData("en", "This device", "Sign it out")]
    public async Task The_page_lists_this_device_first_and_ends_another(string language, string here, string end)
    {
        await using var portal = await TestPortal.Start();
        using var phone = await portal.Browse(Cast.Lin);
        using var till = await portal.Browse(Cast.Lin);
        till.Language = language;
        var other = (await portal.SignIns())[0];

        var page = await till.Read("/account/sessions");
        Assert.Contains(here, page, StringComparison.Ordinal);
        Assert.Contains(end, page, StringComparison.Ordinal);
        Assert.True(page.IndexOf(here, StringComparison.Ordinal) < page.LastIndexOf(end, StringComparison.Ordinal));
        var answer = await till.Post("/account/sessions", "end", ("end", other.Id.Value.ToString()));

        Assert.Equal("/account/sessions", answer.Headers.Location!.PathAndQuery);
        var sentAway = await phone.Get("/account");
        Assert.Contains("out=ByPerson", sentAway.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await till.Get("/account")).StatusCode);
        Assert.Equal(Cast.Lin.Viewer.Name, (await portal.PersonOf(Assert.Single(await portal.EventsOf(nameof(SignInEnded))).Actor!.Value)).Name);
    }

    [Fact]
    public async Task All_others_end_at_once_and_this_one_stays()
    {
        await using var portal = await TestPortal.Start();
        using var one = await portal.Browse(Cast.Lin);
        using var two = await portal.Browse(Cast.Lin);
        using var here = await portal.Browse(Cast.Lin);

        await here.Post("/account/sessions", "end", ("end", "others"));

        Assert.Equal(HttpStatusCode.Found, (await one.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await two.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.Get("/account")).StatusCode);
        Assert.Contains("\"Count\":2", Assert.Single(await portal.EventsOf(nameof(SignInsEnded))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_persons_sign_in_is_not_found_let_alone_ended()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);
        using var wang = await portal.Browse(Cast.Wang);
        using var second = await portal.Browse(Cast.Wang);
        using var mei = await portal.Browse(Cast.Mei);
        using var secondOfMei = await portal.Browse(Cast.Mei);
        var lins = (await portal.SignIns())[0].Id.Value.ToString();

        Assert.Equal(HttpStatusCode.NotFound, (await wang.Post("/account/sessions", "end", ("end", lins))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mei.Post("/account/sessions", "end", ("end", lins))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mei.Post("/account/sessions", "end", ("end", "not an id"))).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/account")).StatusCode);
        Assert.Empty(await portal.EventsOf(nameof(SignInEnded)));
    }

    [Fact]
    public async Task An_owner_ends_the_shops_cashiers_and_nobody_else()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);
        using var chen = await portal.Browse(Cast.Chen);
        using var wang = await portal.Browse(Cast.Wang);
        using var mei = await portal.Browse(Cast.Mei);
        var (linId, chenId, wangId, meiId) = (await portal.IdOf(Cast.Lin), await portal.IdOf(Cast.Chen), await portal.IdOf(Cast.Wang), await portal.IdOf(Cast.Mei));
        var owner = Cast.Chen.Viewer with { UserId = chenId };

        Assert.Equal(Problem.NotFound, (await portal.As(owner).Run<EndSignIns, Result<int>>(e => e.OfPerson(wangId, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(owner).Run<EndSignIns, Result<int>>(e => e.OfPerson(meiId, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Wang.Viewer with { UserId = wangId }).Run<EndSignIns, Result<int>>(e => e.OfPerson(linId, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Lin.Viewer with { UserId = linId }).Run<EndSignIns, Result<int>>(e => e.OfPerson(chenId, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(owner).Run<EndSignIns, Result<int>>(e => e.OfMerchant(Cast.LotusTea.Id, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(owner).Run<EndSignIns, Result<int>>(e => e.OfEveryone(default))).Problem);
        Assert.Empty(await portal.As(owner).Run<ListSignIns, IReadOnlyList<ListSignIns.Seen>>(l => l.Run(wangId, default)));
        Assert.Single(await portal.As(owner).Run<ListSignIns, IReadOnlyList<ListSignIns.Seen>>(l => l.Run(linId, default)));
        Assert.Equal(1, (await portal.As(owner).Run<EndSignIns, Result<int>>(e => e.OfPerson(linId, default))).Value);

        Assert.Contains("out=ByOwner", (await lin.Get("/account")).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await wang.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_finds_and_ends_a_merchants_people_and_everyone()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        using var lin = await portal.Browse(Cast.Lin);
        using var wang = await portal.Browse(Cast.Wang);
        using var mei = await portal.Browse(Cast.Mei);
        var admin = portal.As(Cast.Admin);

        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Mei).Run<FindSignIns, Result<FindSignIns.Found>>(f => f.Run(null, default))).Problem);
        Assert.Equal(3, (await admin.Run<FindSignIns, Result<FindSignIns.Found>>(f => f.Run(" ", default))).Value!.Total);
        Assert.Equal("林小雨", Assert.Single((await admin.Run<FindSignIns, Result<FindSignIns.Found>>(f => f.Run(Cast.LotusTea.Number, default))).Value!.Rows).Name);
        Assert.Equal("王海", Assert.Single((await admin.Run<FindSignIns, Result<FindSignIns.Found>>(f => f.Run("wang@HARBOUR", default))).Value!.Rows).Name);
        Assert.Equal(1, (await admin.Run<EndSignIns, Result<int>>(e => e.OfMerchant(Cast.LotusTea.Id, default))).Value);
        Assert.Equal(HttpStatusCode.Found, (await lin.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await wang.Get("/account")).StatusCode);
        Assert.Equal(2, (await admin.Run<EndSignIns, Result<int>>(e => e.OfEveryone(default))).Value);
        Assert.Equal(HttpStatusCode.Found, (await wang.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await mei.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task A_hundred_who_end_the_same_one_at_once_are_all_told_it_is_done_and_one_event_says_so()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var id = Assert.Single(await portal.SignIns()).Id;
        var me = Cast.Lin.Viewer with { UserId = await portal.IdOf(Cast.Lin) };

        var done = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => portal.As(me).Run<EndSignIn>(e => e.Run(id, default)))));

        Assert.All(done, d => Assert.True(d.IsOk, d.Problem?.Code));
        Assert.Single(await portal.EventsOf(nameof(SignInEnded)));
    }

    [Fact]
    public async Task A_hundred_who_end_everyone_at_once_are_one_event()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        using var mei = await portal.Browse(Cast.Mei);

        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => portal.As(Cast.Admin).Run<EndSignIns, Result<int>>(e => e.OfEveryone(default)))));

        Assert.Equal(2, counts.Sum(c => c.Value));
        Assert.Contains("\"Count\":2", Assert.Single(await portal.EventsOf(nameof(SignInsEnded))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_devices_and_keeps_this_one()
    {
        await using var portal = await TestPortal.Start();
        using var other = await portal.Browse(Cast.Lin);
        using var here = await portal.Browse(Cast.Lin);

        await here.Post("/account", "password", ("current", Cast.Password), ("password", "quite another sentence"));

        Assert.Equal(HttpStatusCode.OK, (await here.Get("/account")).StatusCode);
        Assert.Contains("out=PasswordChanged", (await other.Get("/account")).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await portal.SignIns()).Count);
    }

    [Fact]
    public async Task An_open_page_and_a_stream_are_told_within_one_look_and_only_theirs()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        using var mei = await portal.Browse(Cast.Mei);
        var check = portal.Services.GetRequiredService<ISignInCheck>();
        using var lins = check.Follow(await portal.PrincipalOf(Cast.Lin));
        using var meis = check.Follow(await portal.PrincipalOf(Cast.Mei));

        await using (var db = portal.Database())
        {
            var id = (await portal.SignIns())[0].Id;
            await db.Set<DeviceSignIn>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, portal.Clock.GetUtcNow()).SetProperty(s => s.EndedWhy, SignInEnd.ByAdmin));
        }

        await portal.Services.GetRequiredService<WatchSignIns>().Look(default);

        Assert.True(lins.Over.IsCancellationRequested);
        Assert.False(meis.Over.IsCancellationRequested);
    }

    [Fact]
    public async Task An_open_desk_page_nobody_touches_is_over_after_fifteen_minutes()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);
        using var open = portal.Services.GetRequiredService<ISignInCheck>().Follow(await portal.PrincipalOf(Cast.Mei));
        var watch = portal.Services.GetRequiredService<WatchSignIns>();
        var id = Assert.Single(await portal.SignIns()).Id;

        portal.Clock.Advance(TimeSpan.FromMinutes(10));
        portal.Services.GetRequiredService<SignInRows>().Use(id);
        portal.Clock.Advance(TimeSpan.FromMinutes(10));
        await watch.Look(default);
        Assert.False(open.Over.IsCancellationRequested);

        portal.Clock.Advance(TimeSpan.FromMinutes(6));
        await watch.Look(default);
        Assert.True(open.Over.IsCancellationRequested);
    }

    [Fact]
    public async Task Signing_out_asks_the_browser_to_forget_what_it_stored()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await portal.SignOut(lin);

        Assert.Equal("\"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
    }

    [Theory]
    [InlineData("zh-CN", "很久没有操作")]
    [InlineData("en", "Nothing was done for a while")]
    public async Task Whoever_is_signed_out_reads_why_and_comes_back_to_the_page(string language, string why)
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);
        mei.Language = language;
        portal.Clock.Advance(TimeSpan.FromMinutes(20));

        var away = (await mei.Get("/lookup?at=now")).Headers.Location!;

        Assert.Contains(Uri.EscapeDataString("/lookup?at=now"), away.Query, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(why, await mei.Read(away.PathAndQuery), StringComparison.Ordinal);
    }
}
