using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Confirm;

/// <summary>Takes a password or a code of the person who is signed in. Wrong ones count towards the same lock as at the sign-in.</summary>
public sealed class ConfirmPerson(UserManager<PortalUser> users, ProveSignIn prove, Viewer viewer)
{
    /// <param name="HasPassword">Somebody who only comes through the company's sign-in has none.</param>
    /// <param name="HasCode">An authenticator app is set up.</param>
    public sealed record Ways(bool HasPassword, bool HasCode);

    public async Task<Ways> Known()
    {
        var user = await Person();
        return new(user?.PasswordHash is not null, user?.TwoFactorEnabled == true && await users.GetAuthenticatorKeyAsync(user) is not null);
    }

    public async Task<Result> Run(string? password, string? code, CancellationToken cancel)
    {
        if (await Person() is not { } user) return Problem.NotFound;
        if (await users.IsLockedOutAsync(user)) return new Problem("confirm-locked", (int)users.Options.Lockout.DefaultLockoutTimeSpan.TotalMinutes);

        var byCode = password is not { Length: > 0 } && code is { Length: > 0 };
        var right = byCode ? await IsRightCode(user, code!) : password is { Length: > 0 and <= Limits.PasswordMaxLength } && await users.CheckPasswordAsync(user, password);
        if (!right)
        {
            await users.AccessFailedAsync(user);
            return byCode ? new Problem("confirm-code-wrong").For("code") : new Problem("confirm-password-wrong").For("password");
        }

        await users.ResetAccessFailedCountAsync(user);
        return await prove.Run(byCode ? "code" : "password", cancel);
    }

    private async Task<bool> IsRightCode(PortalUser user, string code) =>
        user.TwoFactorEnabled && await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code.Replace(" ", "", StringComparison.Ordinal));

    private async Task<PortalUser?> Person() => viewer.UserId is { } id ? await users.FindByIdAsync(id.Value.ToString()) : null;
}
