using System.Net;

namespace Portal.Tests.Support;

/// <summary>Looks at every answer a browser or program of a test gets.</summary>
public sealed class Eye(Func<HttpResponseMessage, Task> look, CookieContainer cookies)
    : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream") await answer.Content.LoadIntoBufferAsync(cancellationToken);
        await look(answer);
        return answer;
    }
}
