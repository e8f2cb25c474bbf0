using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Factors;

/// <summary>
/// An administrator takes away all factors of somebody who lost them, after making sure who asks; at the next sign-in the person sets up new ones. Whoever is in
/// under the old factors is out, and what wrong codes had shut is open again.
/// </summary>
[NeedsFreshSignIn]
public sealed class RemoveLostFactors(IFreshSignIn fresh, UserManager<PortalUser> users, FindFactors find, Door door, DoorMails mails, PortalDb db, Viewer viewer)
{
    /// <returns>Problems confirm-first, not-found, factors-own (one's own are on one's own page), factors-none.</returns>
    public async Task<Result> Run(UserId person, FactorLoss why, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePeople)) return Problem.NotFound;
        if (await users.FindByIdAsync(person.Value.ToString()) is not { RemovedAt: null } user) return Problem.NotFound;
        if (viewer.UserId == person) return new Problem("factors-own");
        if (!(await find.Run(user, cancel)).Any) return new Problem("factors-none");

        // Tries are counted on a connection of their own, which would wait for this one.
        await door.Unlock(user, cancel);
        await using (var together = await db.Database.BeginTransactionAsync(cancel))
        {
            await db.Set<Authenticator>().Where(a => a.UserId == person).ExecuteDeleteAsync(cancel);
            await db.Set<RecoveryCode>().Where(c => c.UserId == person).ExecuteDeleteAsync(cancel);
            foreach (var passkey in await users.GetPasskeysAsync(user)) await users.RemovePasskeyAsync(user, passkey.CredentialId);

            user.TwoFactorEnabled = false;
            db.Raise(new LostFactorsRemoved(person, user.MerchantId, why));
            await users.UpdateSecurityStampAsync(user);
            await together.CommitAsync(cancel);
        }

        await mails.Tell(user, "LostFactorsRemoved", cancel);
        return Result.Ok;
    }
}

/// <summary>For administrators: with what somebody confirms a sign-in, and whether wrong passwords or codes have shut it.</summary>
public sealed class FactorsOfPerson(UserManager<PortalUser> users, FindFactors find, Door door, Viewer viewer)
{
    /// <param name="ShutUntil">Null: neither password nor codes are locked.</param>
    public sealed record Seen(FindFactors.Factors Factors, DateTimeOffset? ShutUntil);

    /// <returns>Null: not there, or not the viewer's to look after.</returns>
    public async Task<Seen?> Run(UserId person, CancellationToken cancel)
    {
        if (!viewer.May(Permission.ManagePeople) || await users.FindByIdAsync(person.Value.ToString()) is not { RemovedAt: null } user) return null;
        return new(await find.Run(user, cancel), await door.ShutUntil(user, cancel));
    }
}
