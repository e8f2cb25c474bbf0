using System.Net;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

public class TrustedProxiesTests
{
    private static async Task<HttpStatusCode> TryFrom(Browsing browser, string forwarded)
    {
        browser.Forwarded = forwarded;
        return (await browser.Post("/account/login", ("email", Guid.NewGuid() + "@lotus.example"), ("password", "a quiet morning"))).StatusCode;
    }

    [Fact]
    public async Task What_anybody_writes_into_the_header_is_not_believed()
    {
        await using var portal = await TestPortal.Start();
        using var liar = portal.Browse();

        for (var i = 0; i < 30; i++) await TryFrom(liar, $"203.0.113.{i}");

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryFrom(liar, "203.0.113.77"));
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_client_counts_for_itself()
    {
        await using var portal = await TestPortal.StartWith([("Portal:TrustedProxies", "127.0.0.1, ::1, 10.0.0.0/8")]);
        using var proxied = portal.Browse();

        for (var i = 0; i < 31; i++) await TryFrom(proxied, "203.0.113.5, 10.0.0.7");

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryFrom(proxied, "203.0.113.5, 10.0.0.7"));
        Assert.Equal(HttpStatusCode.OK, await TryFrom(proxied, "203.0.113.6"));
        // What stands before the first address nobody vouches for is invented.
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryFrom(proxied, "198.51.100.9, 203.0.113.5, 10.0.0.7"));
    }

    [Theory]
    [InlineData("10.0.0.7", 1)]
    [InlineData("10.0.0.7, 10.1.0.0/16,fd00::/8", 3)]
    [InlineData("", 0)]
    public void Addresses_and_networks_are_read(string text, int count) => Assert.Equal(count, TrustedProxies.Read(text)!.Count);

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    public void Anything_else_is_said_at_the_start(string text) => Assert.Null(TrustedProxies.Read(text));
}
