using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.ApiKeys;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Hosting;

public class RequestRulesTests
{
    [Theory]
    [InlineData("cross-site", "navigate", "document", 303)]
    [InlineData("cross-site", "no-cors", "image", 403)]
    [InlineData("cross-site", "cors", "empty", 403)]
    [InlineData("cross-site", "navigate", "iframe", 403)]
    [InlineData("cross-site", "navigate", "object", 403)]
    [InlineData("same-site", "no-cors", "script", 403)]
    [InlineData("same-origin", "cors", "empty", 303)]
    [InlineData("none", "navigate", "document", 303)]
    public async Task Another_site_may_link_here_and_nothing_else(string site, string mode, string to, int status)
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var request = Fetch(HttpMethod.Get, "/account/login", site, mode, to);

        Assert.Equal(status == 403, (await stranger.Send(request)).StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_photo_is_not_even_linked_to_from_another_site()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);
        using var linked = Fetch(HttpMethod.Get, "/attachments/" + Guid.Empty, "cross-site", "navigate", "document");
        using var own = Fetch(HttpMethod.Get, "/attachments/" + Guid.Empty, "same-origin", "no-cors", "image");

        Assert.Equal(HttpStatusCode.Forbidden, (await chen.Send(linked)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await chen.Send(own)).StatusCode);
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "http://127.0.0.1.evil.example")]
    [InlineData(null, "http://127.0.0.1:1")]
    public async Task A_form_of_another_site_is_refused_before_it_is_read(string? site, string? origin)
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/language") { Content = new FormUrlEncodedContent([new("to", "en")]) };
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);

        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Send(request)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_circuit_is_opened_by_the_portals_own_pages_only(string origin)
    {
        await using var portal = await TestPortal.Start();
        using var mei = await portal.Browse(Cast.Mei);
        using var request = Upgrade(origin);
        using var own = Upgrade(portal.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.Forbidden, (await mei.Send(request)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await mei.Send(own)).StatusCode);
    }

    [Fact]
    public async Task For_merchants_and_strangers_there_are_no_circuits()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var chen = await portal.Browse(Cast.Chen);
        using var mei = await portal.Browse(Cast.Mei);

        Assert.Equal(HttpStatusCode.NotFound, (await Negotiate(stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Negotiate(chen)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Negotiate(mei)).StatusCode);

        static Task<HttpResponseMessage> Negotiate(Browsing browsing) => browsing.Send(new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"));
    }

    [Theory]
    [InlineData("TRACE", 405)]
    [InlineData("TRACK", 405)]
    [InlineData("DEBUG", 405)]
    [InlineData("PROPFIND", 405)]
    [InlineData("FOO", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("PUT", 405)]
    public async Task Methods_nobody_uses_are_refused(string method, int status)
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        Assert.Equal(status, (int)(await stranger.Send(new HttpRequestMessage(new HttpMethod(method), "/account/login"))).StatusCode);
    }

    [Fact]
    public async Task A_parameter_twice_is_refused_and_so_is_an_endless_query()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();

        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Get("/account/login?back=/a&back=/b")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Get("/account/login?back=/a&Back=/b")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/account/login?back=/" + new string('x', 900))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await stranger.Get("/account/login?back=/" + new string('x', Limits.QueryLength))).StatusCode);
    }

    [Fact]
    public async Task What_comes_packed_is_not_unpacked()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/transactions") { Content = new ByteArrayContent([0x1f, 0x8b, 8, 0]) };
        request.Content.Headers.ContentEncoding.Add("gzip");

        var answer = await stranger.Send(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("media-type", await answer.Content.ReadAsStringAsync());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_form_that_is_too_long_or_has_too_many_fields_is_refused_in_words()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var tooLong = new HttpRequestMessage(HttpMethod.Post, "/account/login") { Content = new FormUrlEncodedContent([new("email", new string('x', (int)Limits.RequestBytes))]) };
        using var tooMany = new HttpRequestMessage(HttpMethod.Post, "/account/login") { Content = new FormUrlEncodedContent(Enumerable.Range(0, Limits.FormFields + 1).Select(i => KeyValuePair.Create("f" + i, "x"))) };

        using var first = await stranger.Send(tooLong);
        using var second = await stranger.Send(tooMany);

        Assert.True(first.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{first.StatusCode}");
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Contains("<h1", await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;\nxx\r\nhello\r\n0\r\n\r\n")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task What_two_servers_could_read_differently_is_refused(string raw)
    {
        await using var portal = await TestPortal.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port);
        var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(raw));
        var buffer = new byte[4_096];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromMinutes(2));

        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(buffer, 0, read));
    }

    /// <summary>Found by eng/fuzz (bodies): answered with 500 before.</summary>
    [Theory]
    [InlineData(new byte[] { 0x92 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0x5C, 0x75, 0x64, 0x38, 0x30, 0x30 })]
    public async Task A_body_that_is_no_text_is_unreadable_and_no_failure(byte[] piece)
    {
        await using var portal = await TestPortal.Start();
        var key = await portal.As(Viewer.Portal).Run<AddApiKey, Result<string>>(a => a.Run(new("bytes", ApiScopes.All, null, null), default));
        using var program = portal.Browse();
        program.UseKey(key.Value!);
        foreach (var path in new[] { "/api/v1/sessions", "/api/v1/tickets" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([.. "{\"terminal_id\":\""u8, .. piece, .. "\",\"message\":\"x\",\"symptom\":\"no-network\"}"u8]) };
            request.Content.Headers.ContentType = new("application/json");

            Assert.Equal(HttpStatusCode.BadRequest, (await program.Send(request)).StatusCode);
        }
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        await using var portal = await TestPortal.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /account/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ne"u8.ToArray());

        var buffer = new byte[4_096];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromMinutes(2));

        var said = Encoding.ASCII.GetString(buffer, 0, read);
        Assert.True(said.Length == 0 || said.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task Headers_and_addresses_without_end_are_refused()
    {
        await using var portal = await TestPortal.Start();
        using var stranger = portal.Browse();
        using var many = new HttpRequestMessage(HttpMethod.Get, "/account/login");
        for (var i = 0; i <= Limits.RequestHeaders; i++) many.Headers.Add("X-" + i, "x");
        using var wide = new HttpRequestMessage(HttpMethod.Get, "/account/login");
        wide.Headers.Add("X-Wide", new string('x', Limits.RequestHeaderBytes));

        Assert.Equal(431, (int)(await stranger.Send(many)).StatusCode);
        Assert.Equal(431, (int)(await stranger.Send(wide)).StatusCode);
        Assert.Equal(414, (int)(await stranger.Get("/" + new string('x', Limits.RequestLineBytes))).StatusCode);
    }

    [Fact]
    public async Task A_report_of_the_content_policy_is_taken_small_and_read_carefully()
    {
        await using var portal = await TestPortal.Start();
        using var browser = portal.Browse();

        Assert.Equal(204, await Report("""{"csp-report":{"document-uri":"https://x/card/secret-token?y=1","effective-directive":"script-src"}}""", "application/csp-report"));
        Assert.Equal(204, await Report("""[{"type":"csp-violation","body":{"documentURL":"https://x/","effectiveDirective":"img-src"}},1,{}]""", "application/reports+json"));
        Assert.Equal(400, await Report("{", "application/csp-report"));
        Assert.Equal(400, await Report(new string('[', 100) + new string(']', 100), "application/csp-report"));
        Assert.Equal(415, await Report("{}", "text/plain"));
        Assert.Equal(413, await Report("\"" + new string('x', Limits.ReportBytes) + "\"", "application/csp-report"));

        async Task<int> Report(string body, string type)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/reports/csp") { Content = new StringContent(body, Encoding.UTF8, type) };
            return (int)(await browser.Send(request)).StatusCode;
        }
    }

    private static HttpRequestMessage Upgrade(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor?id=x");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (origin.Length > 0) request.Headers.TryAddWithoutValidation("Origin", origin);
        return request;
    }

    private static HttpRequestMessage Fetch(HttpMethod method, string path, string site, string mode, string to)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", to);
        return request;
    }
}
