using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Factors;

/// <summary>New recovery codes in place of the old ones.</summary>
[NeedsFreshSignIn]
public sealed class NewRecoveryCodes(IFreshSignIn fresh, RecoveryCodes recovery, FactorBook book, DoorMails mails, PortalDb db)
{
    public async Task<Result<IReadOnlyList<string>>> Run(UserId person, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (await book.Person(person) is not { TwoFactorEnabled: true } user) return Problem.NotFound;

        var made = recovery.Make();
        await using (var together = await db.Database.BeginTransactionAsync(cancel))
        {
            await recovery.Give(person, made, cancel);
            db.Raise(new RecoveryCodesMade(person, user.MerchantId));
            await db.SaveChangesAsync(cancel);
            await together.CommitAsync(cancel);
        }

        await mails.Tell(user, "RecoveryCodesMade", cancel);
        return Result.Of(made.Codes);
    }
}
