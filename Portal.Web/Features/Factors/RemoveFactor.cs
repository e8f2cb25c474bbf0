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
