using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;

namespace Portal.Web.Features.SignIn;

/// <summary>
/// Signs in by password, with the mail address or the number that stands for one. Somebody there is and somebody there is not cost the same statements and the same hashing, are locked after as many tries,
/// and read the same answers. Whoever has a second factor is not in yet: <see cref="SecondStep"/> follows.
/// </summary>
public sealed class CheckPassword(
    SignInManager<PortalUser> signIn, UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher, Door door, SecondStep secondStep, PortalDb db)
{
    // A hash of nobody's password, made once in the current format so that checking it takes as long as a real one.
    private static string? nobodysHash;

    public async Task<Result<SecondStep.Entered>> Run(string email, string password, bool remember, CancellationToken cancel)
    {
        if (await door.Knock(cancel) is { } tooMany) return tooMany;

        var (account, user) = await Find(email, cancel);
        var taken = await door.Guess(TryLimits.Password, account, cancel);
        if (!taken.Allowed) return new Problem("sign-in-locked", (int)TryLimits.Password.Shut[0].TotalMinutes);

        if (!await IsRight(user, password) || !await signIn.CanSignInAsync(user!))
        {
            await door.Wrong(user, "password", taken.IsLast(TryLimits.Password), TryLimits.Password, cancel);
            return new Problem("sign-in-failed");
        }

        await door.Right(TryLimits.Password, account, cancel);
        if (user!.TwoFactorEnabled)
        {
            await secondStep.Begin(user, remember);
            return SecondStep.Entered.SecondStep;
        }

        await secondStep.Finish(user, remember, WayIn.Password, cancel);
        return SecondStep.Entered.In;
    }

    /// <summary>The password again, of somebody who is in: counted and written down like any other try.</summary>
    public async Task<Result> Again(UserId person, string password, CancellationToken cancel)
    {
        if (await door.Knock(cancel) is { } tooMany) return tooMany;
        var user = await users.FindByIdAsync(person.Value.ToString());
        if (user is null) return Problem.NotFound;

        var account = Door.Account(user);
        var taken = await door.Guess(TryLimits.Password, account, cancel);
        if (!taken.Allowed) return new Problem("sign-in-locked", (int)TryLimits.Password.Shut[0].TotalMinutes);
        if (!await IsRight(user, password))
        {
            await door.Wrong(user, "password", taken.IsLast(TryLimits.Password), TryLimits.Password, cancel);
            return new Problem("password-wrong").For("current");
        }

        await door.Right(TryLimits.Password, account, cancel);
        return Result.Ok;
    }

    private async Task<(string Account, PortalUser? User)> Find(string email, CancellationToken cancel)
    {
        // An address is at most 254 characters long; what is longer, or no text at all, is nobody's.
        if (email.Length > 256 || Normal(email) is not { } account) return ("", null);
        cancel.ThrowIfCancellationRequested();
        return (account, await users.FindByNameAsync(email.Trim()));
    }

    private string? Normal(string email)
    {
        try
        {
            return Door.Account(users.NormalizeName(email.Trim()) ?? "");
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<bool> IsRight(PortalUser? user, string password)
    {
        if (user?.PasswordHash is { } hash)
        {
            var verified = hasher.VerifyHashedPassword(user, hash, password);
            if (verified is PasswordVerificationResult.SuccessRehashNeeded)
            {
                user.PasswordHash = hasher.HashPassword(user, password);
                await db.SaveChangesAsync();
            }

            return verified is not PasswordVerificationResult.Failed;
        }

        var nobody = new PortalUser();
        nobodysHash ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(nobody, nobodysHash, password);
        return false;
    }
}
