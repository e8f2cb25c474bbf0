using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Live;

/// <summary>
/// Server-sent events for one open page: "changed" when something it shows is another now, with nothing of what it is: the page asks for itself again.
/// Ends with the sign-in, and after a quarter of an hour in any case; the browser comes back by itself and is looked at anew.
/// </summary>
public sealed class LiveStream(LiveWatch watch, ISignInCheck signIns, IServiceScopeFactory scopes, IHostApplicationLifetime portal, TimeProvider clock)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20), Longest = TimeSpan.FromMinutes(15), ComeBackAfter = TimeSpan.FromSeconds(5);

    public async Task<IResult> Open(string kind, string id, string? seen, HttpContext http, Viewer viewer, FindWatched find)
    {
        if (viewer.UserId is not { } user || await find.Run(kind, id, http.RequestAborted) is not { Count: > 0 } watched) return Results.NotFound();

        // "No content" is how a browser is told to stay away: no error, and the page keeps its reload link.
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        if (watch.Join(user, watched, last.Length > 0 ? last : seen ?? "") is not { } listener) return Results.NoContent();

        http.Response.RegisterForDispose(listener);
        http.Response.Headers.CacheControl = "no-cache, no-store, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var expires = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        var until = clock.GetUtcNow() + Longest;
        return TypedResults.ServerSentEvents(Follow(listener, kind, id, http.User, expires < until ? expires.Value : until, http.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> Follow(
        LiveWatch.Listener listener, string kind, string id, ClaimsPrincipal person, DateTimeOffset until, [EnumeratorCancellation] CancellationToken left)
    {
        using var signIn = signIns.Follow(person);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(left, portal.ApplicationStopping, signIn.Over);
        yield return new SseItem<string>("", "open") { ReconnectionInterval = ComeBackAfter };
        await watch.Look(either.Token);
        while (!either.IsCancellationRequested && clock.GetUtcNow() < until)
        {
            var change = await Next(listener, either.Token);
            if (either.IsCancellationRequested || !await MayStill(kind, id, person, either.Token)) yield break;
            yield return change is null ? new SseItem<string>("", "beat") : new SseItem<string>("", "changed") { EventId = change };
        }
    }

    private async Task<string?> Next(LiveWatch.Listener listener, CancellationToken cancel)
    {
        try
        {
            return await listener.Change(Beat, clock, cancel);
        }
        catch (OperationCanceledException)
        {
            // The page was left, or the portal shuts down.
            return null;
        }
    }

    /// <summary>Asked in a scope of its own each time: nothing remembered may outlive a password, a role or a shop that was taken away.</summary>
    private async Task<bool> MayStill(string kind, string id, ClaimsPrincipal person, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewers.Of(person);
        return await scope.ServiceProvider.GetRequiredService<ISignInCheck>().IsGood(person)
            && await scope.ServiceProvider.GetRequiredService<FindWatched>().Run(kind, id, cancel) is { Count: > 0 };
    }
}
