using System.Net;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;

namespace Portal.Web.Shared.Outbound;

/// <summary>
/// Every request the portal makes to another server goes through here (a House test sees to it): https only, the name looked up once, each address it has
/// must be public, connected to that very address, no redirect, no proxy, no cookies, no decompression, <see cref="Limits.OutboundBytes"/> of answer at most, in
/// <see cref="OutboundOptions.Seconds"/> at most. <see cref="Send"/> is for addresses that people typed; <see cref="HandlerForSettings"/> for libraries that call
/// an address of the operator's settings.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private readonly OutboundOptions options;
    private readonly HttpClient people;

    public OutboundHttp(IOptions<OutboundOptions> options) : this(options.Value, Dns.GetHostAddressesAsync) { }

    /// <param name="lookUp">The addresses of a name; tests have their own.</param>
    public OutboundHttp(OutboundOptions options, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
    {
        this.options = options;
        people = new HttpClient(new OutboundHandler(options, configured: false, lookUp)) { Timeout = Timeout.InfiniteTimeSpan };
        HandlerForSettings = new OutboundHandler(options, configured: true, lookUp);
    }

    /// <summary>For a library's back channel (sign-in provider): the same walls, except that <see cref="OutboundOptions.OwnHosts"/> count. Never disposed by its users.</summary>
    public HttpMessageHandler HandlerForSettings { get; }

    /// <param name="Location">Where a redirect would lead; nobody followed it.</param>
    public sealed record Answer(HttpStatusCode Status, byte[] Body, Uri? Location = null)
    {
        public bool IsOk => (int)Status is >= 200 and < 300;
    }

    /// <returns>
    /// What the other side answered, whatever the status; or a problem: outbound.address, outbound.https, outbound.port, outbound.host (not public), outbound.unknown
    /// (no such name), outbound.too-long, outbound.too-slow, outbound.failed.
    /// </returns>
    public async Task<Result<Answer>> Send(HttpMethod method, string address, HttpContent? body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancel)
    {
        var to = OutboundAddress.Read(address, options);
        if (!to.IsOk) return to.Problem;

        using var request = new HttpRequestMessage(method, to.Value) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await people.SendAsync(request, cancel);
            return new Answer(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel), answer.Headers.Location);
        }
        catch (OutboundRefused refused)
        {
            return refused.Problem;
        }
        catch (HttpRequestException)
        {
            return new Problem("outbound.failed");
        }
    }

    public void Dispose()
    {
        people.Dispose();
        HandlerForSettings.Dispose();
    }
}

/// <summary>The portal did not call, or stopped listening.</summary>
public sealed class OutboundRefused(Problem problem) : HttpRequestException("Outbound request refused: " + problem.Code)
{
    public Problem Problem { get; } = problem;
}
