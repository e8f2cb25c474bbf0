using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>Signs in by password, with the mail address or the number that stands for one. An unknown address costs the same hashing work and gets the same answer as a wrong password.</summary>
public sealed class CheckPassword(SignInManager<PortalUser> signIn, UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher)
{
    // A hash of nobody's password, made once in the current format so that checking it takes as long as a real one.
    private static string? nobodysHash;

    public async Task<Result> Run(string email, string password, bool remember)
    {
        var user = email.Length > 256 || password.Length > Limits.PasswordMaxLength ? null : await users.FindByNameAsync(email.Trim());
        if (user?.PasswordHash is null)
        {
            var nobody = new PortalUser();
            nobodysHash ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(nobody, nobodysHash, password.Length > Limits.PasswordMaxLength ? "" : password);
            return new Problem("sign-in-failed");
        }

        var done = await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        if (done.Succeeded) return Result.Ok;
        return done.IsLockedOut ? new Problem("sign-in-locked", (int)signIn.Options.Lockout.DefaultLockoutTimeSpan.TotalMinutes) : new Problem("sign-in-failed");
    }
}
