using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.Notifications;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.SignIn;

/// <summary>Sends the link that sets a new password. The answer is the same whether or not anyone has that address.</summary>
public sealed class RequestReset(UserManager<PortalUser> users, Outbox outbox, PublicLinks links, RateLimits limits, IStringLocalizer<SignInText> text)
{
    public async Task Run(string email, CancellationToken cancel)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user?.Email is null || user.PasswordHash is null) return;
        // A mailbox is not for filling; whoever asked reads the same answer.
        if (limits.Take(nameof(RateLimitOptions.ResetMails), limits.Options.ResetMails, user.Id.ToString()) is not null) return;

        var token = await users.GeneratePasswordResetTokenAsync(user);
        var link = links.To("/account/reset", ("user", user.Id.ToString()), ("token", token));
        await outbox.Put(new Mail(user.Email, user.Name, text["Reset.MailSubject"], text["Reset.MailBody", user.Name, link, Limits.ResetMinutes]), cancel);
    }
}

/// <summary>Takes the link of a reset mail and sets the new password; every other session of the person ends.</summary>
public sealed class ResetPassword(UserManager<PortalUser> users, EndSignIns ends)
{
    public async Task<Result> Run(string userId, string token, string password)
    {
        var user = await users.Known(userId);
        if (user is null) return new Problem("link-used-or-expired");

        var done = await users.ResetPasswordAsync(user, token, password);
        if (!done.Succeeded) return PasswordProblems.From(done);

        await users.SetLockoutEndDateAsync(user, null);
        await ends.Because(SignInEnd.PasswordChanged, new UserId(user.Id), default);
        return Result.Ok;
    }
}

/// <summary>Changes one's own password, with the current one.</summary>
public sealed class ChangePassword(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, EndSignIns ends)
{
    public async Task<Result> Run(string userId, string current, string next)
    {
        var user = await users.Known(userId);
        if (user is null) return Problem.NotFound;

        var done = await users.ChangePasswordAsync(user, current, next);
        if (!done.Succeeded) return PasswordProblems.From(done);

        await signIn.RefreshSignInAsync(user);
        await ends.Because(SignInEnd.PasswordChanged, new UserId(user.Id), default);
        return Result.Ok;
    }
}
