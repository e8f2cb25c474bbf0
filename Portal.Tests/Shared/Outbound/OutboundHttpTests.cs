using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Domain.Common;
using Portal.Web.Shared.Outbound;

namespace Portal.Tests.Shared.Outbound;

public class OutboundHttpTests
{
    private static readonly OutboundOptions Trying = new() { AllowLoopback = true, Seconds = 2 };

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd00::1")]
    public async Task A_name_that_leads_inside_is_not_called(string leadsTo)
    {
        using var http = Looking(_ => [IPAddress.Parse(leadsTo)]);

        Assert.Equal("outbound.host", (await Get(http, "https://inside.example.com/")).Problem!.Code);
    }

    [Fact]
    public async Task Neither_is_one_that_leads_inside_and_outside()
    {
        using var http = Looking(_ => [IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.0.0.1")]);

        Assert.Equal("outbound.host", (await Get(http, "https://both.example.com/")).Problem!.Code);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_so_a_second_answer_cannot_differ()
    {
        var asked = 0;
        using var http = Looking(_ => ++asked == 1 ? [IPAddress.Parse("10.0.0.1")] : [IPAddress.Loopback]);

        await Get(http, "https://rebinding.example.com/");

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_name_nobody_has_is_said_to_be_unknown()
    {
        using var http = Looking(_ => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal("outbound.unknown", (await Get(http, "https://none.example.com/")).Problem!.Code);
    }

    [Fact]
    public async Task A_redirect_is_reported_and_not_followed()
    {
        await using var other = new Other("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
        using var http = Looking();

        var answer = (await Get(http, other.Address)).Value!;

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.Status);
        Assert.Equal("http://169.254.169.254/", answer.Location!.ToString());
        Assert.Equal(1, other.Requests);
    }

    [Fact]
    public async Task An_answer_longer_than_allowed_is_dropped_whether_it_says_so_or_not()
    {
        await using var says = new Other($"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        await using var hides = new Other("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', Limits.OutboundBytes + 1));
        await using var fits = new Other("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', Limits.OutboundBytes));
        using var http = Looking();

        Assert.Equal("outbound.too-long", (await Get(http, says.Address)).Problem!.Code);
        Assert.Equal("outbound.too-long", (await Get(http, hides.Address)).Problem!.Code);
        Assert.Equal(Limits.OutboundBytes, (await Get(http, fits.Address)).Value!.Body.Length);
    }

    [Fact]
    public async Task A_packed_answer_stays_packed_and_no_cookie_comes_back()
    {
        await using var other = new Other("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nSet-Cookie: a=b\r\nContent-Length: 3\r\n\r\nabc");
        using var http = Looking();

        Assert.Equal("abc", Encoding.ASCII.GetString((await Get(http, other.Address)).Value!.Body));
        await Get(http, other.Address);

        Assert.DoesNotContain("cookie", other.Said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", other.Said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("accept-encoding", other.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_not_waited_for()
    {
        await using var silent = new Other("");
        await using var endless = new Other("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        using var http = Looking();

        Assert.Equal("outbound.too-slow", (await Get(http, silent.Address)).Problem!.Code);
        Assert.Equal("outbound.too-slow", (await Get(http, endless.Address)).Problem!.Code);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read()
    {
        await using var other = new Other("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"X-{i}: {new string('y', 20)}\r\n")) + "\r\n");
        using var http = Looking();

        Assert.Equal("outbound.failed", (await Get(http, other.Address)).Problem!.Code);
    }

    [Fact]
    public async Task Without_the_switch_loopback_is_refused_like_any_other_inside()
    {
        await using var other = new Other("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var http = new OutboundHttp(new OutboundOptions(), Dns.GetHostAddressesAsync);

        Assert.Equal("outbound.https", (await Get(http, other.Address)).Problem!.Code);
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task The_handler_for_settings_has_the_same_walls()
    {
        using var http = new OutboundHttp(new OutboundOptions { OwnHosts = ["sso.corp"] }, (_, _) => Task.FromResult(new[] { IPAddress.Parse("10.0.0.1") }));
        using var library = new HttpClient(http.HandlerForSettings, disposeHandler: false);

        var refused = await Assert.ThrowsAsync<OutboundRefused>(() => library.GetAsync("https://typed.example.com/"));

        Assert.Equal("outbound.host", refused.Problem.Code);
    }

    private static OutboundHttp Looking(Func<string, IPAddress[]>? lookUp = null) =>
        new(Trying, (name, _) => Task.FromResult(lookUp?.Invoke(name) ?? [IPAddress.Loopback]));

    private static Task<Result<OutboundHttp.Answer>> Get(OutboundHttp http, string address) => http.Send(HttpMethod.Get, address, null, [], default);

    /// <summary>A server that says the same bytes to everyone and then stays silent, unless it said it closes.</summary>
    private sealed class Other : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource end = new();
        private readonly StringBuilder said = new();
        private readonly Task serving;
        private int requests;

        public Other(string answer)
        {
            listener.Start();
            serving = Serve(answer);
        }

        public string Address => $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/";

        public int Requests => requests;

        public string Said
        {
            get
            {
                lock (said) return said.ToString();
            }
        }

        private async Task Serve(string answer)
        {
            try
            {
                while (true) _ = Talk(await listener.AcceptTcpClientAsync(end.Token), answer);
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }

        private async Task Talk(TcpClient client, string answer)
        {
            try
            {
                using var _ = client;
                var stream = client.GetStream();
                var buffer = new byte[8_192];
                while (await stream.ReadAsync(buffer, end.Token) is > 0 and var read)
                {
                    Interlocked.Increment(ref requests);
                    lock (said) said.Append(Encoding.ASCII.GetString(buffer, 0, read));
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), end.Token);
                    if (answer.Contains("Connection: close", StringComparison.Ordinal)) return;
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The portal hung up, or the test is over.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            listener.Stop();
            await serving;
            end.Dispose();
        }
    }
}
