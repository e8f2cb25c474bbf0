using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.Factors;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Confirm;

/// <summary>Takes a password, a code or a passkey of the person who is signed in. Wrong ones count towards the same limits as at the sign-in.</summary>
public sealed class ConfirmPerson(
    UserManager<PortalUser> users, SignInManager<PortalUser> signIn, CheckPassword passwords, ProveFactor codes, ProvePasskey passkeys, FindFactors factors, ProveSignIn prove, Viewer viewer)
{
    /// <param name="HasPassword">Somebody who only comes through the company's sign-in has none.</param>
    /// <param name="HasCode">An authenticator app is set up.</param>
    /// <param name="HasPasskey">There is one, and it may be used here: staff who come through the company alone have no other way in.</param>
    public sealed record Ways(bool HasPassword, bool HasCode, bool HasPasskey)
    {
        public bool AreTyped => HasPassword || HasCode;
    }

    public async Task<Ways> Known(CancellationToken cancel)
    {
        if (await Person() is not { } user) return new(false, false, false);
        var known = await factors.Run(user, cancel);
        return new(user.PasswordHash is not null, known.AuthenticatorSince is not null, known.Passkeys.Count > 0 && await signIn.CanSignInAsync(user));
    }

    public async Task<Result> Run(string? password, string? code, CancellationToken cancel)
    {
        if (await Person() is not { } user) return Problem.NotFound;

        var byCode = password is not { Length: > 0 } && code is { Length: > 0 };
        var proved = byCode ? await codes.Run(user, code, isRecovery: false, cancel) : await passwords.Again(new UserId(user.Id), password ?? "", cancel);
        if (!proved.IsOk) return proved.Problem.Code == "password-wrong" ? new Problem("confirm-password-wrong").For("password") : proved.Problem;
        return await prove.Run(byCode ? "code" : "password", cancel);
    }

    /// <param name="credential">What the browser's authenticator answered, as JSON.</param>
    public async Task<Result> ByPasskey(string? credential, CancellationToken cancel)
    {
        if (viewer.UserId is not { } person) return Problem.NotFound;
        var proved = await passkeys.Run(credential, person, cancel);
        if (!proved.IsOk) return proved.Problem.Code == "passkey-failed" ? new Problem("confirm-passkey-failed") : proved.Problem;
        return await prove.Run("passkey", cancel);
    }

    private async Task<PortalUser?> Person() => viewer.UserId is { } id ? await users.FindByIdAsync(id.Value.ToString()) : null;
}
