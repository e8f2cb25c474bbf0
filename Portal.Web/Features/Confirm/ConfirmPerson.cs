using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.Factors;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Confirm;

/// <summary>Takes a password or a code of the person who is signed in. Wrong ones count towards the same limits as at the sign-in.</summary>
public sealed class ConfirmPerson(UserManager<PortalUser> users, CheckPassword passwords, ProveFactor codes, FindFactors factors, ProveSignIn prove, Viewer viewer)
{
    /// <param name="HasPassword">Somebody who only comes through the company's sign-in has none.</param>
    /// <param name="HasCode">An authenticator app is set up.</param>
    public sealed record Ways(bool HasPassword, bool HasCode);

    public async Task<Ways> Known(CancellationToken cancel)
    {
        var user = await Person();
        return new(user?.PasswordHash is not null, user is not null && (await factors.Run(user, cancel)).AuthenticatorSince is not null);
    }

    public async Task<Result> Run(string? password, string? code, CancellationToken cancel)
    {
        if (await Person() is not { } user) return Problem.NotFound;

        var byCode = password is not { Length: > 0 } && code is { Length: > 0 };
        var proved = byCode ? await codes.Run(user, code, isRecovery: false, cancel) : await passwords.Again(new UserId(user.Id), password ?? "", cancel);
        if (!proved.IsOk) return proved.Problem.Code == "password-wrong" ? new Problem("confirm-password-wrong").For("password") : proved.Problem;
        return await prove.Run(byCode ? "code" : "password", cancel);
    }

    private async Task<PortalUser?> Person() => viewer.UserId is { } id ? await users.FindByIdAsync(id.Value.ToString()) : null;
}
