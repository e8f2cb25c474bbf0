using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.Notifications;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.SignIn;

/// <summary>
/// Sends the link that sets a new password. The answer is the same whether or not anyone has that address, and so is the work: for nobody a mail is written
/// as well, and thrown away.
/// </summary>
public sealed class RequestReset(
    UserManager<PortalUser> users, Outbox outbox, PublicLinks links, IStringLocalizer<SignInText> text, ReaderLanguage language, Tries tries, ClientAddress address, PortalDb db)
{
    // Nobody: has what a token is made of, and is in no table.
    private static readonly PortalUser Nobody = new()
    {
        Id = Guid.Parse("00000000-0000-7000-8000-000000000000"),
        Name = "Nobody",
        Email = "nobody@localhost.localdomain",
        SecurityStamp = new string('A', 32),
    };

    public async Task<Result> Run(string email, CancellationToken cancel)
    {
        var asked = await tries.Take(TryLimits.ResetAddress, address.Text, cancel);
        if (!asked.Allowed) return new Problem("reset-slow", (int)TryLimits.ResetAddress.Shut[0].TotalMinutes);

        var typed = email.Trim();
        var user = typed.Length > 256 || typed.Any(char.IsSurrogate) ? null : await users.FindByEmailAsync(typed);
        var real = user is { Email: not null, PasswordHash: not null };
        var mails = await tries.Take(TryLimits.ResetMails, typed.Length > 256 ? "" : typed.ToUpperInvariant(), cancel);

        var reader = real ? user! : Nobody;
        var token = await users.GeneratePasswordResetTokenAsync(reader);
        var link = links.To("/account/reset", ("user", reader.Id.ToString()), ("token", token));
        var mail = language.Speak(reader, () => new Mail(reader.Email!, reader.Name, text["Reset.MailSubject"], text["Reset.MailBody", reader.Name, link, Limits.ResetMinutes]));
        await outbox.Put(mail, really: real && mails.Allowed, cancel);

        db.Raise(new PasswordResetAsked(real ? Door.IdOf(user) : null, real ? user!.MerchantId : null));
        await db.SaveChangesAsync(cancel);
        return Result.Ok;
    }
}

/// <summary>Takes the link of a reset mail and sets the new password; every other session of the person ends, and a lock on the account.</summary>
public sealed class ResetPassword(UserManager<PortalUser> users, Door door, DoorMails mails, EndSignIns ends, PortalDb db)
{
    private static readonly Problem Spent = new("link-used-or-expired");

    /// <summary>Whether the link still opens something: said before anybody thinks of a new password.</summary>
    public async Task<Result> Check(string userId, string token) =>
        await users.Known(userId) is { } user && await users.VerifyUserTokenAsync(user, ResetTokens.Name, UserManager<PortalUser>.ResetPasswordTokenPurpose, token) ? Result.Ok : Spent;

    public async Task<Result> Run(string userId, string token, string password, CancellationToken cancel)
    {
        if (await users.Known(userId) is not { } user) return Spent;

        var done = await users.ResetPasswordAsync(user, token, password);
        if (!done.Succeeded) return PasswordProblems.From(done);

        await door.Unlock(user, cancel);
        db.Raise(new PasswordChanged(Door.IdOf(user), user.MerchantId, "reset"));
        await db.SaveChangesAsync(cancel);
        await mails.Tell(user, "PasswordChanged", cancel);
        await ends.Because(SignInEnd.PasswordChanged, new UserId(user.Id), cancel);
        return Result.Ok;
    }
}

/// <summary>Changes one's own password, with the current one; every other session of the person ends.</summary>
public sealed class ChangePassword(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, CheckPassword check, DoorMails mails, EndSignIns ends, PortalDb db)
{
    public async Task<Result> Run(UserId person, string current, string next, CancellationToken cancel)
    {
        var user = await users.FindByIdAsync(person.Value.ToString());
        if (user is null) return Problem.NotFound;

        // First what can be mended without another try: whether the new one will do.
        foreach (var rule in users.PasswordValidators)
        {
            var judged = await rule.ValidateAsync(users, user, next);
            if (!judged.Succeeded) return PasswordProblems.From(judged);
        }

        var proved = await check.Again(person, current, cancel);
        if (!proved.IsOk) return proved;

        var done = await users.ChangePasswordAsync(user, current, next);
        if (!done.Succeeded) return PasswordProblems.From(done);

        db.Raise(new PasswordChanged(Door.IdOf(user), user.MerchantId, "change"));
        await db.SaveChangesAsync(cancel);
        await mails.Tell(user, "PasswordChanged", cancel);
        await signIn.RefreshSignInAsync(user);
        await ends.Because(SignInEnd.PasswordChanged, new UserId(user.Id), cancel);
        return Result.Ok;
    }
}
