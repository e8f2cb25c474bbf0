using System.Net;
using System.Net.Sockets;
using Portal.Domain.Common;

namespace Portal.Web.Shared.Outbound;

/// <summary>The walls of <see cref="OutboundHttp"/>, as a handler: address before, socket while connecting, size and time of the answer.</summary>
internal sealed class OutboundHandler : DelegatingHandler
{
    private readonly OutboundOptions options;
    private readonly bool configured;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> lookUp;

    public OutboundHandler(OutboundOptions options, bool configured, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
    {
        (this.options, this.configured, this.lookUp) = (options, configured, lookUp);
        InnerHandler = new SocketsHttpHandler
        {
            ConnectCallback = Connect,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 16,
            MaxConnectionsPerServer = 5,
            MaxResponseDrainSize = 0,
            // A name is looked up anew for each connection; none lives long enough to outlast a change of mind.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var allowed = request.RequestUri is { } to ? OutboundAddress.Check(to, options, configured) : new Problem("outbound.address");
        if (!allowed.IsOk) throw new OutboundRefused(allowed.Problem);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Seconds));
        try
        {
            var answer = await base.SendAsync(request, patience.Token);
            return await Bounded(answer, patience.Token);
        }
        catch (HttpRequestException failed) when (failed.InnerException is OutboundRefused refused)
        {
            throw new OutboundRefused(refused.Problem);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutboundRefused(new Problem("outbound.too-slow", options.Seconds));
        }
    }

    /// <summary>Reads the answer up to its limit and hands that over: whoever asked can be kept waiting or filled up no further.</summary>
    private static async Task<HttpResponseMessage> Bounded(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            if (answer.Content.Headers.ContentLength > Limits.OutboundBytes) throw new OutboundRefused(new Problem("outbound.too-long", Limits.OutboundBytes / 1024));
            await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
            var bytes = new byte[Limits.OutboundBytes + 1];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            if (read > Limits.OutboundBytes) throw new OutboundRefused(new Problem("outbound.too-long", Limits.OutboundBytes / 1024));

            var kept = new ByteArrayContent(bytes, 0, read);
            foreach (var (name, values) in answer.Content.Headers) kept.Headers.TryAddWithoutValidation(name, values);
            answer.Content.Dispose();
            answer.Content = kept;
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Addresses(host, cancel);
        if (addresses.Length == 0) throw new OutboundRefused(new Problem("outbound.unknown"));

        // One address that is not public spoils all: a name that answers with both is how a check is outwitted.
        if (!MayLieInside(context.InitialRequestMessage.RequestUri!, host) && addresses.Any(a => !PublicAddresses.Contain(a))) throw new OutboundRefused(new Problem("outbound.host"));

        Exception? last = null;
        foreach (var address in addresses.Take(4))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception error)
            {
                socket.Dispose();
                if (error is not SocketException) throw;
                last = error;
            }
        }

        throw last!;
    }

    private async Task<IPAddress[]> Addresses(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var number)) return [number];
        try
        {
            return await lookUp(host, cancel);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private bool MayLieInside(Uri address, string host) => OutboundAddress.IsOpenLoopback(address, options) || configured && OutboundAddress.IsOwn(host, options);
}
