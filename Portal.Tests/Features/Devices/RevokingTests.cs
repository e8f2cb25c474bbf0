using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Devices;
using Portal.Tests.Support;
using Portal.Web.Features.Devices;

namespace Portal.Tests.Features.Devices;

public class RevokingTests
{
    [Fact]
    public async Task A_cookie_whose_row_was_ended_is_out_at_the_next_click_even_where_another_process_ended_it()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        Assert.Equal(HttpStatusCode.OK, (await lin.Get("/account")).StatusCode);

        await using (var db = portal.Database())
            await db.Set<DeviceSignIn>().ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, portal.Clock.GetUtcNow()).SetProperty(s => s.EndedWhy, SignInEnd.ByAdmin));
        var answer = await lin.Get("/account");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/account/login", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_kept_after_signing_out_is_worth_nothing()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var stolen = lin.Cookie("portal");

        using var thief = portal.Browse();
        thief.UseCookie("portal", stolen);
        await portal.SignOut(lin);

        Assert.Equal(HttpStatusCode.Found, (await thief.Get("/account")).StatusCode);
        Assert.Equal(SignInEnd.SignedOut, Assert.Single(await portal.SignIns()).EndedWhy);
    }

    [Fact]
    public async Task A_role_that_changed_puts_the_older_cookie_out_at_once()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);

        await portal.Change(Cast.Mei, (users, user) => users.UpdateSecurityStampAsync(user));

        Assert.Equal(HttpStatusCode.Found, (await mei.Get("/account")).StatusCode);
        Assert.Equal(SignInEnd.PersonChanged, Assert.Single(await portal.SignIns()).EndedWhy);
    }

    [Fact]
    public async Task A_name_that_changed_is_shown_at_the_next_click()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        await portal.Change(Cast.Lin, (users, user) =>
        {
            user.Name = "林大雨";
            return users.UpdateAsync(user);
        });

        Assert.Contains("林大雨", await lin.Read("/account"), StringComparison.Ordinal);
        Assert.Contains("林大雨", await lin.Read("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_in_the_same_browser_is_a_new_row_and_ends_the_old_one()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        await lin.Post("/account/login", ("email", Cast.Lin.Email), ("password", Cast.Password));

        var rows = await portal.SignIns();
        Assert.Equal(2, rows.Count);
        Assert.Equal(SignInEnd.Replaced, Assert.Single(rows, r => r.EndedAt is not null).EndedWhy);
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(16, false)]
    public async Task Staff_are_out_after_fifteen_minutes_without_a_click(int minutes, bool stillIn)
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);

        portal.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(stillIn, (await mei.Get("/account")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Staff_who_click_every_ten_minutes_are_in_until_twelve_hours_are_over()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);

        for (var i = 1; i < 72; i++)
        {
            portal.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(HttpStatusCode.OK, (await mei.Get("/account")).StatusCode);
        }

        portal.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.Found, (await mei.Get("/account")).StatusCode);
        Assert.Equal(SignInEnd.TooOld, Assert.Single(await portal.SignIns()).EndedWhy);
    }

    [Theory]
    [InlineData(false, 11, true)]
    [InlineData(false, 13, false)]
    [InlineData(true, 13, true)]
    [InlineData(true, 24 * 29, true)]
    [InlineData(true, (24 * 30) + 1, false)]
    public async Task A_shops_people_have_twelve_hours_or_thirty_days_where_the_device_is_remembered(bool remembered, int hours, bool stillIn)
    {
        await using var portal = await TestPortal.Start();
        using var before = await portal.Browse(Cast.Lin);
        using var lin = portal.Browse();
        await lin.Post("/account/login", [("email", Cast.Lin.Email), ("password", Cast.Password), .. remembered ? [("remember", "true")] : Array.Empty<(string, string)>()]);

        portal.Clock.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(stillIn, (await lin.Get("/account")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Staff_are_never_remembered()
    {
        await using var portal = await TestPortal.Start();
        using var first = await portal.Browse(Cast.Mei);
        using var mei = portal.Browse();
        var answer = await mei.Post("/account/login", ("email", Cast.Mei.Email), ("password", Cast.Password), ("remember", "true"));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("portal=", StringComparison.Ordinal));
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("max-age", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.All(await portal.SignIns(), row => Assert.False(row.Remembered));
    }

    [Fact]
    public async Task A_page_that_asks_by_itself_keeps_nobody_in()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);
        mei.UseCookie("by-itself", "1");

        portal.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await mei.Get("/account")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.Found, (await mei.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task When_somebody_was_last_seen_is_written_down_once_for_many_clicks()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        portal.Clock.Advance(TimeSpan.FromMinutes(5));

        for (var i = 0; i < 20; i++) await lin.Get("/account");
        Assert.Equal(portal.Clock.GetUtcNow() - TimeSpan.FromMinutes(5), Assert.Single(await portal.SignIns()).SeenAt);
        await portal.Services.GetRequiredService<SignInRows>().WriteUses(default);

        Assert.Equal(portal.Clock.GetUtcNow(), Assert.Single(await portal.SignIns()).SeenAt);
    }

    [Fact]
    public async Task What_ran_out_while_nobody_came_by_is_marked_once()
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);
        portal.Clock.Advance(TimeSpan.FromMinutes(20));
        var watch = portal.Services.GetRequiredService<WatchSignIns>();

        await watch.EndThoseOver(default);
        await watch.EndThoseOver(default);

        Assert.Equal(SignInEnd.Idle, Assert.Single(await portal.SignIns()).EndedWhy);
        Assert.Null(Assert.Single(await portal.EventsOf(nameof(SignInEnded))).Actor);
    }

    [Fact]
    public async Task Device_and_address_are_kept_short_and_the_address_not_at_all_where_it_is_switched_off()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var row = Assert.Single(await portal.SignIns());

        Assert.Equal("127.0.0.1", row.Address);
        Assert.Equal(SignInWay.Password, row.Way);
        Assert.Equal(Cast.LotusTea.Id, row.MerchantId);
    }
}
