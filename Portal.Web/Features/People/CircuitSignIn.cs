using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>An open desk page asks every minute whether its person may still be in: a changed password or role ends the circuit.</summary>
internal sealed class CircuitSignIn : RevalidatingServerAuthenticationStateProvider, ICircuitUser
{
    private readonly IServiceScopeFactory scopes;
    private readonly IOptions<IdentityOptions> options;

    public CircuitSignIn(ILoggerFactory log, IServiceScopeFactory scopes, IOptions<IdentityOptions> options) : base(log)
    {
        this.scopes = scopes;
        this.options = options;
        AuthenticationStateChanged += state => User = state.IsCompletedSuccessfully ? state.Result.User : null;
    }

    public ClaimsPrincipal? User { get; private set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = await users.GetUserAsync(authenticationState.User);
        return user is not null
            && authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}
