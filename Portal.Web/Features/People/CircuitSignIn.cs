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

    public CircuitSignIn(ILoggerFactory log, IServiceScopeFactory scopes) : base(log)
    {
        this.scopes = scopes;
        AuthenticationStateChanged += state => User = state.IsCompletedSuccessfully ? state.Result.User : null;
    }

    public ClaimsPrincipal? User { get; private set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISignInCheck>().IsGood(authenticationState.User);
    }
}

/// <summary>A sign-in is good as long as the person exists and the stamp has not been renewed since: a changed password or role renews it.</summary>
internal sealed class SignInCheck(UserManager<PortalUser> users, IOptions<IdentityOptions> options) : ISignInCheck
{
    public async Task<bool> IsGood(ClaimsPrincipal person) =>
        await users.GetUserAsync(person) is { } user
        && person.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
}
