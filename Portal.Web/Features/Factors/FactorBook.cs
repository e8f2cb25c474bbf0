using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;

namespace Portal.Web.Features.Factors;

/// <summary>What follows every change of somebody's factors: their other sign-ins end, it is written down, and they are told by mail.</summary>
public sealed class FactorBook(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, FindFactors find, DoorMails mails, PortalDb db)
{
    /// <summary>After adding or removing; new recovery codes come with the first factor there is.</summary>
    public async Task Changed(PortalUser user, PortalEvent happened, string mail, CancellationToken cancel)
    {
        user.TwoFactorEnabled = (await find.Run(user, cancel)).Any;
        db.Raise(happened);
        // Saves the event too. Whoever signed in under the old factors is out; the one who changed them stays.
        await users.UpdateSecurityStampAsync(user);
        await signIn.RefreshSignInAsync(user);
        await mails.Tell(user, mail, cancel);
    }

    public Task<PortalUser?> Person(UserId person) => users.FindByIdAsync(person.Value.ToString());
}
