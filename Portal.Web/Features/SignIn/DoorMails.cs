using Microsoft.Extensions.Localization;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Notifications;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.SignIn;

/// <summary>Tells a person by mail what changed about their way in, so that somebody else's change does not go unnoticed.</summary>
public sealed class DoorMails(Outbox outbox, PublicLinks links, IStringLocalizer<SignInText> text, ReaderLanguage language)
{
    /// <param name="what">"PasswordChanged", "FactorAdded" …: keys "Mail.what.Subject" and "Mail.what.Body" of the texts.</param>
    public async Task Tell(PortalUser user, string what, CancellationToken cancel)
    {
        if (user.Email is not { } address) return;
        var mail = language.Speak(user, () => new Mail(
            address, user.Name, text[$"Mail.{what}.Subject"], text["Mail.Frame", user.Name, text[$"Mail.{what}.Body"].Value, links.To("/account/security")]));
        await outbox.Put(mail, cancel);
    }
}
