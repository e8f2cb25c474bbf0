using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.OpenId;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.OpenId;

/// <summary>
/// Decides what a company sign-in is worth here. Only staff whom an administrator invited get in: by issuer and subject once linked, the first time by a verified
/// mail address. Where the account has a way in of its own (password, passkey), the mail address alone links nothing: its person signs in that way once and says so.
/// A second factor of the portal's own is asked for as after a password, unless the provider asked for one.
/// </summary>
public sealed class SignInByOpenId(
    UserManager<PortalUser> users, SecondStep secondStep, EndSignIns ends, ProveSignIn prove, PortalDb db, Viewer viewer, IOptions<OpenIdSettings> settings,
    IOptions<DeviceOptions> times, TimeProvider clock)
{
    /// <summary>The problem of an account that has to be linked by its person first.</summary>
    public const string LinkFirst = "openid-link-first";

    /// <summary>Every refusal reads alike: whoever owns a mail address elsewhere learns nothing about accounts here.</summary>
    private static readonly Problem Refused = new("openid-refused");

    /// <param name="outside">What the provider said, already verified.</param>
    /// <param name="link">The person, signed in here, pressed "link".</param>
    public async Task<Result<SecondStep.Entered>> Run(ClaimsPrincipal outside, bool link, CancellationToken cancel)
    {
        if (Subject(outside) is not var (issuer, subject) || !IsStrongEnough(outside)) return Refuse("weak");

        var known = await users.FindByLoginAsync(Provider(issuer), subject);
        if (known is not null) return await LetIn(known, outside, cancel);

        if (outside.FindFirstValue("email") is not { Length: > 0 and <= 256 } mail || !IsTrue(outside.FindFirstValue("email_verified"))) return Refuse("mail-not-verified");
        if (await users.FindByEmailAsync(mail) is not { } invited || !IsStaff(invited)) return Refuse("unknown");
        // Linked to another subject of that issuer: the address was given to somebody else over there.
        if ((await users.GetLoginsAsync(invited)).Any(l => l.LoginProvider == Provider(issuer))) return Refuse("another-subject");
        if (await HasAWayOfItsOwn(invited) && !(link && viewer.UserId == new UserId(invited.Id) && viewer.SignIn is not null)) return new Problem(LinkFirst);

        var linked = await users.AddLoginAsync(invited, new UserLoginInfo(Provider(issuer), subject, settings.Value.Name));
        if (!linked.Succeeded) return Refuse("link");

        db.Raise(new OpenIdLinked(invited.Id, issuer));
        await db.SaveChangesAsync(cancel);
        return await LetIn(invited, outside, cancel);
    }

    /// <summary>Instead of a password, for whoever has none: the provider says that the person signed in over there just now.</summary>
    public async Task<Result> Confirm(ClaimsPrincipal outside, CancellationToken cancel)
    {
        if (Subject(outside) is not var (issuer, subject)) return Refused;
        var known = await users.FindByLoginAsync(Provider(issuer), subject);
        if (known is null || viewer.UserId != new UserId(known.Id)) return Refused;

        var signedInThere = long.TryParse(outside.FindFirstValue("auth_time"), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        if (signedInThere is null || clock.GetUtcNow() - signedInThere > times.Value.Fresh) return Refused;
        return await prove.Run("sso", cancel);
    }

    private async Task<Result<SecondStep.Entered>> LetIn(PortalUser user, ClaimsPrincipal outside, CancellationToken cancel)
    {
        if (!IsStaff(user)) return Refuse("not-staff");
        if (!user.IsActive) return Refuse("not-active");
        if (settings.Value.RoleClaim is { Length: > 0 } claim)
        {
            var roles = outside.FindAll(claim).Where(c => settings.Value.Roles.ContainsKey(c.Value)).Select(c => settings.Value.Roles[c.Value]).Distinct().ToList();
            if (roles.Count == 0) return Refuse("no-role");
            await Take(user, roles.Contains(user.Role) ? user.Role : roles[0], cancel);
        }

        var asked = WasAskedForTwoFactors(outside);
        if (!asked && user.TwoFactorEnabled)
        {
            await secondStep.Begin(user, remember: false, byCompany: true);
            return SecondStep.Entered.SecondStep;
        }

        await secondStep.Finish(user, remember: false, asked ? WayIn.CompanyWithFactor : WayIn.Company, cancel);
        return SecondStep.Entered.In;
    }

    private async Task Take(PortalUser user, Role role, CancellationToken cancel)
    {
        if (user.Role == role) return;
        db.Raise(new OpenIdRoleTaken(user.Id, user.Role.ToString(), role.ToString()));
        user.Role = role;
        await users.UpdateSecurityStampAsync(user);
        await db.SaveChangesAsync(cancel);
        await ends.Because(SignInEnd.PersonChanged, new UserId(user.Id), cancel);
    }

    private Problem Refuse(string why)
    {
        db.Raise(new OpenIdRefused(why));
        db.SaveChanges();
        return Refused;
    }

    private async Task<bool> HasAWayOfItsOwn(PortalUser user) =>
        user.PasswordHash is not null || user.TwoFactorEnabled || (await users.GetPasskeysAsync(user)).Count > 0;

    private bool IsStrongEnough(ClaimsPrincipal outside) => settings.Value.RequiredAcr.Count == 0 || settings.Value.RequiredAcr.Contains(outside.FindFirstValue("acr") ?? "");

    private bool WasAskedForTwoFactors(ClaimsPrincipal outside) =>
        settings.Value.ProvesSecondFactor || outside.HasClaim(FactorGate.MethodClaim, FactorGate.TwoFactors) || settings.Value.SecondFactorAcr.Contains(outside.FindFirstValue("acr") ?? "");

    private static bool IsStaff(PortalUser user) => !user.Role.IsOfMerchant() && user.MerchantId is null;

    private static bool IsTrue(string? said) => string.Equals(said, "true", StringComparison.OrdinalIgnoreCase);

    private static (string Issuer, string Subject)? Subject(ClaimsPrincipal outside) =>
        outside.FindFirstValue("iss") is { Length: > 0 } issuer && outside.FindFirstValue("sub") is { Length: > 0 and <= 255 } subject ? (issuer, Fits(subject)) : null;

    /// <summary>Issuer and subject are the key; the columns hold 128 characters.</summary>
    private static string Provider(string issuer) => Fits(OpenIdScheme.Name + ":" + issuer);

    private static string Fits(string text) => text.Length <= 120 ? text : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
