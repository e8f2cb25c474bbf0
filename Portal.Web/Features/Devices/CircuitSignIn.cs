using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>An open desk page follows the sign-in it came with: once that is over, its person is nobody and the page is taken away within seconds.</summary>
internal sealed class CircuitSignIn : ServerAuthenticationStateProvider, ICircuitUser, IDisposable
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly ISignInCheck check;
    private readonly IHttpContextAccessor requests;
    private IFollowedSignIn? followed;

    public CircuitSignIn(ISignInCheck check, IHttpContextAccessor requests)
    {
        this.check = check;
        this.requests = requests;
        AuthenticationStateChanged += Changed;
    }

    public ClaimsPrincipal? User { get; private set; }

    private void Changed(Task<AuthenticationState> state)
    {
        User = state.IsCompletedSuccessfully ? state.Result.User : null;
        followed?.Dispose();
        followed = null;
        if (User?.Identity?.IsAuthenticated != true || IsStaticPage) return;

        followed = check.Follow(User);
        followed.Over.Register(() => SetAuthenticationState(Task.FromResult(Nobody)));
    }

    // Decided once, when the request came. Followed, it would be taken away while it answers a change of its own person's password or factors.
    private bool IsStaticPage => requests.HttpContext is { } http && !http.Request.Path.StartsWithSegments("/_blazor");

    public void Dispose() => followed?.Dispose();
}
