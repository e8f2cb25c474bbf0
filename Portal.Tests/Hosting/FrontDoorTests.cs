using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

public class FrontDoorTests
{
    [Fact]
    public async Task A_forged_host_is_refused_and_loopback_is_answered()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/account/login") { Headers = { Host = "evil.example" } };

        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Send(forged)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/account/login")).StatusCode);
    }

    [Fact]
    public async Task Health_says_alive_and_ready()
    {
        await using var portal = await TestPortal.Start();
        using var watcher = portal.Browse();

        Assert.Equal("alive", await watcher.Read("/healthz/live"));
        Assert.Equal("ready", await watcher.Read("/healthz/ready"));
    }

    [Fact]
    public async Task What_needs_a_sign_in_leads_to_it_and_back()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        var answer = await stranger.Get("/account");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/account/login?back=%2Faccount", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_card_number_in_an_address_is_not_carried_to_the_sign_in()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        var answer = await stranger.Get("/lookup?last4=4111%201111%201111%201111");

        Assert.Equal("/account/login?back=%2Flookup", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Nobody_is_led_off_the_portal(string back)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var answer = await lin.Post("/account/login?back=" + Uri.EscapeDataString(back), ("email", Cast.Lin.Email), ("password", Cast.Password));

        Assert.Equal(portal.Address.Authority, new Uri(portal.Address, answer.Headers.Location!).Authority);
    }

    [Fact]
    public async Task An_unknown_address_is_a_styled_not_found()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        var answer = await stranger.Get("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有找到这个页面", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Static_pages_allow_nothing_inline()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        var policy = string.Join(' ', (await stranger.Get("/account/login")).Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("style-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
    }
}
