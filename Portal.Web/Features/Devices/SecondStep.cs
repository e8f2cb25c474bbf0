using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>
/// Between the right password (or the company's word) and being in: a cookie of a few minutes says whose second factor is waited for. It opens nothing else, and a
/// password or factor changed meanwhile makes it void.
/// </summary>
public sealed class SecondStep(IHttpContextAccessor requests, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, PortalDb db)
{
    public const string Scheme = "portal-second-step";

    /// <summary>Stands in the claim of the authentication method of whoever came through the company's own sign-in.</summary>
    public const string Company = "openid";

    private const string StampClaim = "stamp";
    private const string RememberClaim = "remember";
    private const string CompanyClaim = "company";

    public enum Entered { In, SecondStep }

    /// <param name="ByCompany">The first step was the company's own sign-in.</param>
    public sealed record Waiting(PortalUser User, bool Remember, bool ByCompany);

    private HttpContext Http => requests.HttpContext!;

    public async Task Begin(PortalUser user, bool remember, bool byCompany = false)
    {
        var who = new ClaimsIdentity(Scheme);
        who.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
        who.AddClaim(new Claim(StampClaim, await users.GetSecurityStampAsync(user)));
        if (remember) who.AddClaim(new Claim(RememberClaim, "true"));
        if (byCompany) who.AddClaim(new Claim(CompanyClaim, "true"));
        await Http.SignInAsync(Scheme, new ClaimsPrincipal(who));
    }

    /// <summary>Whose second factor is waited for; null where nobody's is.</summary>
    public async Task<Waiting?> Find()
    {
        var begun = await Http.AuthenticateAsync(Scheme);
        if (begun.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        var user = await users.Known(id);
        return user is not null && begun.Principal.FindFirstValue(StampClaim) == await users.GetSecurityStampAsync(user)
            ? new Waiting(user, begun.Principal.HasClaim(RememberClaim, "true"), begun.Principal.HasClaim(CompanyClaim, "true"))
            : null;
    }

    /// <summary>The person is in.</summary>
    public async Task Finish(PortalUser user, bool remember, WayIn by, CancellationToken cancel)
    {
        await Http.SignOutAsync(Scheme);
        // Nobody was signed in until now: it is the person who did it.
        var who = db.Viewer with { UserId = new UserId(user.Id), Name = user.Name, Role = user.Role, Merchant = user.MerchantId };
        db.Raise(new SignedIn(who.UserId, user.MerchantId, Words(by)), who);
        await db.SaveChangesAsync(cancel);
        await signIn.SignInWithClaimsAsync(user, remember, Claims(by));
    }

    private static string Words(WayIn by) => by switch
    {
        WayIn.Passkey => "passkey",
        WayIn.PasswordAndCode => "password-and-code",
        WayIn.PasswordAndRecoveryCode => "recovery-code",
        WayIn.Company => "company",
        WayIn.CompanyWithFactor => "company-with-factor",
        WayIn.CompanyAndCode => "company-and-code",
        WayIn.CompanyAndRecoveryCode => "company-and-recovery-code",
        _ => "password",
    };

    // How a person got in, as RFC 8176 says it, the strongest first: Identity keeps the first where it makes a cookie anew.
    private static Claim[] Claims(WayIn by) => by switch
    {
        WayIn.Password => [Method("pwd")],
        WayIn.Passkey => [Method("hwk"), Method("user"), Method(FactorGate.TwoFactors)],
        WayIn.Company => [ThroughCompany],
        WayIn.CompanyWithFactor => [Method(FactorGate.TwoFactors), ThroughCompany],
        WayIn.CompanyAndCode or WayIn.CompanyAndRecoveryCode => [Method(FactorGate.TwoFactors), Method("otp"), ThroughCompany],
        _ => [Method(FactorGate.TwoFactors), Method("pwd"), Method("otp")],
    };

    private static Claim ThroughCompany => new(ClaimTypes.AuthenticationMethod, Company);

    private static Claim Method(string how) => new(FactorGate.MethodClaim, how);
}
