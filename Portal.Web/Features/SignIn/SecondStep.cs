using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>
/// Between the right password and being in: a cookie of a few minutes says whose second factor is waited for. It opens nothing else, and a password or factor
/// changed meanwhile makes it void.
/// </summary>
public sealed class SecondStep(IHttpContextAccessor requests, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, Door door, PortalDb db)
{
    public const string Scheme = "portal-second-step";
    private const string StampClaim = "stamp";
    private const string RememberClaim = "remember";

    /// <summary>How a person got in, as the sign-in says it: RFC 8176.</summary>
    public const string MethodClaim = "amr";

    public sealed record Waiting(PortalUser User, bool Remember);

    private HttpContext Http => requests.HttpContext!;

    public async Task Begin(PortalUser user, bool remember)
    {
        var who = new ClaimsIdentity(Scheme);
        who.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
        who.AddClaim(new Claim(StampClaim, await users.GetSecurityStampAsync(user)));
        if (remember) who.AddClaim(new Claim(RememberClaim, "true"));
        await Http.SignInAsync(Scheme, new ClaimsPrincipal(who));
    }

    /// <summary>Whose second factor is waited for; null where nobody's is.</summary>
    public async Task<Waiting?> Find()
    {
        var begun = await Http.AuthenticateAsync(Scheme);
        if (begun.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        var user = await users.Known(id);
        return user is not null && begun.Principal.FindFirstValue(StampClaim) == await users.GetSecurityStampAsync(user)
            ? new Waiting(user, begun.Principal.HasClaim(RememberClaim, "true"))
            : null;
    }

    /// <summary>The person is in.</summary>
    public async Task Finish(PortalUser user, bool remember, WayIn by, CancellationToken cancel)
    {
        await Http.SignOutAsync(Scheme);
        door.In(user, by);
        await db.SaveChangesAsync(cancel);
        await signIn.SignInWithClaimsAsync(user, remember, by switch
        {
            WayIn.Password => [new Claim(MethodClaim, "pwd")],
            WayIn.Passkey => [new Claim(MethodClaim, "hwk"), new Claim(MethodClaim, "user"), new Claim(MethodClaim, "mfa")],
            _ => [new Claim(MethodClaim, "mfa"), new Claim(MethodClaim, "pwd"), new Claim(MethodClaim, "otp")],
        });
    }
}
