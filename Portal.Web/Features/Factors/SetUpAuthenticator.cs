using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Factors;

/// <summary>Takes an authenticator app as a person's factor, once it has shown that it makes the right codes; an earlier app is replaced.</summary>
[NeedsFreshSignIn]
public sealed class SetUpAuthenticator(IFreshSignIn fresh, FactorBook book, FindFactors find, Seeds seeds, RecoveryCodes recovery, PortalDb db, TimeProvider clock)
{
    /// <param name="Offered">The seed the page showed, as <see cref="Seeds.Offer"/> made it.</param>
    public sealed record Input(string? Offered, string? Code);

    /// <returns>New recovery codes with a first factor; empty where there are some already.</returns>
    public async Task<Result<IReadOnlyList<string>>> Run(UserId person, Input input, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (seeds.Accept(person, input.Offered) is not { } seed) return new Problem("set-up-over");
        if (TypedCode.Six(input.Code) is not { } code) return new Problem("code-form").For("code");
        if (Totp.Match(seed, code, clock.GetUtcNow(), 0) is not { } step) return new Problem("code-not-of-app").For("code");
        if (await book.Person(person) is not { } user) return Problem.NotFound;

        var made = (await find.Run(user, cancel)).RecoveryCodesLeft == 0 ? recovery.Make() : null;
        await using (var together = await db.Database.BeginTransactionAsync(cancel))
        {
            await db.Set<Authenticator>().Where(a => a.UserId == person).ExecuteDeleteAsync(cancel);
            db.Add(new Authenticator(person, seeds.Seal(person, seed), step, clock.GetUtcNow()));
            if (made is not null) await recovery.Give(person, made, cancel);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                // Set up in two windows at once: the other one won.
                return Problem.Stale;
            }

            await together.CommitAsync(cancel);
        }

        await book.Changed(user, new FactorAdded(person, user.MerchantId, FactorKind.Authenticator), "FactorAdded", cancel);
        return Result.Of(made?.Codes ?? []);
    }
}
