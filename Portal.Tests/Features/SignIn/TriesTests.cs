using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Data.Identity;

namespace Portal.Tests.Features.SignIn;

public class TriesTests
{
    private static readonly TryLimit Three = new("three", 3, TimeSpan.FromMinutes(10), [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)]);

    private static async Task<bool> Take(TestPortal portal, string what = "it") => (await portal.Services.GetRequiredService<Tries>().Take(Three, what, default)).Allowed;

    [Fact]
    public async Task So_many_are_allowed_then_none_until_the_time_is_over()
    {
        await using var portal = await TestPortal.Start();

        for (var i = 0; i < 3; i++) Assert.True(await Take(portal));
        Assert.False(await Take(portal));
        Assert.True(await Take(portal, "something else"));
        portal.Clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.False(await Take(portal));
        portal.Clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.True(await Take(portal));
    }

    [Fact]
    public async Task Each_time_it_stays_shut_longer()
    {
        await using var portal = await TestPortal.Start();
        var tries = portal.Services.GetRequiredService<Tries>();

        foreach (var minutes in new[] { 10, 30, 120, 120 })
        {
            for (var i = 0; i < 3; i++) Assert.True(await Take(portal));
            Assert.Equal(portal.Clock.GetUtcNow().AddMinutes(minutes), await tries.ShutUntil(Three, "it", default));
            portal.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }
    }

    [Fact]
    public async Task What_was_right_counts_for_nothing()
    {
        await using var portal = await TestPortal.Start();
        var tries = portal.Services.GetRequiredService<Tries>();

        for (var i = 0; i < 20; i++)
        {
            Assert.True(await Take(portal));
            await tries.GiveBack(Three, "it", default);
        }

        for (var i = 0; i < 3; i++) Assert.True(await Take(portal));
        Assert.False(await Take(portal));
        await tries.Forget(Three, "it", default);
        Assert.True(await Take(portal));
    }

    [Fact]
    public async Task Tries_far_apart_are_not_added_up()
    {
        await using var portal = await TestPortal.Start();

        for (var i = 0; i < 10; i++)
        {
            Assert.True(await Take(portal));
            portal.Clock.Advance(TimeSpan.FromMinutes(10.1));
        }
    }

    [Fact]
    public async Task Of_a_hundred_at_once_exactly_as_many_as_allowed_go_through()
    {
        await using var portal = await TestPortal.Start();

        var let = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Take(portal))));

        Assert.Equal(3, let.Count(l => l));
    }

    [Fact]
    public async Task Old_counts_are_swept_and_shut_ones_stay()
    {
        await using var portal = await TestPortal.Start();
        var tries = portal.Services.GetRequiredService<Tries>();
        await Take(portal, "old");
        portal.Clock.Advance(TimeSpan.FromHours(25));
        await Take(portal, "new");

        Assert.Equal(1, await tries.Sweep(default));
        Assert.Equal(0, await tries.Sweep(default));
    }

    [Fact]
    public async Task No_mail_address_and_no_network_address_is_kept()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        await stranger.Post("/account/login", ("email", "somebody@lotus.example"), ("password", "not the password"));

        await using var db = portal.Database();
        Assert.All(db.Set<TryCount>().Select(t => t.Key).ToList(), key => Assert.Matches("^[a-z-]+/[0-9a-f]{32}$", key));
    }
}
