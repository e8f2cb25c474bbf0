using System.Net;
using System.Net.ServerSentEvents;
using Portal.Tests.Support;

namespace Portal.Tests.Features.Live;

/// <summary>An open stream, read event by event.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private Listening(HttpResponseMessage answer, Stream stream) => (this.answer, events) = (answer, SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator());

    public HttpResponseMessage Answer => answer;

    /// <summary>Opens it and reads the greeting, so that whatever happens from here on is heard.</summary>
    public static async Task<Listening> To(Browsing browsing, string address)
    {
        var answer = await browsing.Open(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var listening = new Listening(answer, await answer.Content.ReadAsStreamAsync());
        Assert.Equal("open", await listening.Next());
        return listening;
    }

    /// <summary>Kind of the next event that is not a mere sign of life; null where the stream has ended.</summary>
    public async Task<string?> Next()
    {
        while (await events.MoveNextAsync())
            if (events.Current.EventType != "beat") return events.Current.EventType;
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        answer.Dispose();
        await events.DisposeAsync();
    }
}
