using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;

namespace Portal.Web.Features.People;

/// <summary>Takes an invitation: sets the first password and signs in. The link works once and for a day.</summary>
public sealed class SetFirstPassword(UserManager<PortalUser> users, SignInManager<PortalUser> signIn)
{
    /// <summary>The invited person's name, or a problem where the link is spent.</summary>
    public async Task<Result<string>> Check(string userId, string token)
    {
        var user = await users.Known(userId);
        return user is not null && await users.VerifyUserTokenAsync(user, InvitationTokens.Name, InvitationTokens.Purpose, token)
            ? user.Name
            : new Problem("link-used-or-expired");
    }

    public async Task<Result> Run(string userId, string token, string password)
    {
        var user = await users.Known(userId);
        if (user is null || !await users.VerifyUserTokenAsync(user, InvitationTokens.Name, InvitationTokens.Purpose, token))
            return new Problem("link-used-or-expired");
        // Staff who come through the company only get no password by the back door.
        if (!await signIn.CanSignInAsync(user)) return new Problem("link-used-or-expired");

        var set = await users.AddPasswordAsync(user, password);
        if (!set.Succeeded) return PasswordProblems.From(set);

        user.EmailConfirmed = true;
        await users.UpdateAsync(user);
        await signIn.SignInAsync(user, isPersistent: false);
        return Result.Ok;
    }
}
