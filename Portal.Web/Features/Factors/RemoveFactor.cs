using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Factors;

/// <summary>Takes one factor of one's own away; the last one stays where one is required.</summary>
[NeedsFreshSignIn]
public sealed class RemoveFactor(IFreshSignIn fresh, FactorBook book, FindFactors find, UserManager<PortalUser> users, SecondFactorRule rule, PortalDb db)
{
    /// <param name="passkey">Null: the authenticator app.</param>
    public async Task<Result> Run(UserId person, string? passkey, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (await book.Person(person) is not { } user) return Problem.NotFound;
        var factors = await find.Run(user, cancel);
        if (passkey is null ? factors.AuthenticatorSince is null : factors.Passkeys.All(p => p.Id != passkey)) return Problem.NotFound;

        var isLast = factors.Passkeys.Count + (factors.AuthenticatorSince is null ? 0 : 1) == 1;
        if (isLast && rule.Requires(user.Role)) return new Problem("factor-last");

        if (passkey is null) await db.Set<Authenticator>().Where(a => a.UserId == person).ExecuteDeleteAsync(cancel);
        else await users.RemovePasskeyAsync(user, PasskeyId.Read(passkey)!);
        if (isLast) await db.Set<RecoveryCode>().Where(c => c.UserId == person).ExecuteDeleteAsync(cancel);

        var kind = passkey is null ? FactorKind.Authenticator : FactorKind.Passkey;
        await book.Changed(user, new FactorRemoved(person, user.MerchantId, kind), "FactorRemoved", cancel);
        return Result.Ok;
    }
}

/// <summary>An administrator takes away all factors of somebody who lost them, after making sure who asks; at the next sign-in the person sets up new ones.</summary>
[NeedsFreshSignIn]
public sealed class RemoveLostFactors(IFreshSignIn fresh, UserManager<PortalUser> users, DoorMails mails, PortalDb db, Viewer viewer)
{
    public async Task<Result> Run(UserId person, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePeople) && viewer != Viewer.Portal) return Problem.NotFound;
        if (await users.FindByIdAsync(person.Value.ToString()) is not { } user) return Problem.NotFound;

        await db.Set<Authenticator>().Where(a => a.UserId == person).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCode>().Where(c => c.UserId == person).ExecuteDeleteAsync(cancel);
        foreach (var passkey in await users.GetPasskeysAsync(user)) await users.RemovePasskeyAsync(user, passkey.CredentialId);

        user.TwoFactorEnabled = false;
        db.Raise(new LostFactorsRemoved(person, user.MerchantId));
        await users.UpdateSecurityStampAsync(user);
        await mails.Tell(user, "LostFactorsRemoved", cancel);
        return Result.Ok;
    }
}
