using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.Factors;

/// <summary>What a person confirms a sign-in with.</summary>
public sealed class FindFactors(UserManager<PortalUser> users, PortalDb db)
{
    /// <param name="AuthenticatorSince">Null: no authenticator app.</param>
    public sealed record Factors(DateTimeOffset? AuthenticatorSince, IReadOnlyList<Passkey> Passkeys, int RecoveryCodesLeft)
    {
        public bool Any => AuthenticatorSince is not null || Passkeys.Count > 0;
    }

    /// <param name="Id">The credential's id, as addresses and forms carry it.</param>
    /// <param name="Synced">Lives in a cloud account, so a lost phone does not lose it.</param>
    public sealed record Passkey(string Id, string Name, DateTimeOffset AddedAt, bool Synced);

    public async Task<Factors> Run(PortalUser user, CancellationToken cancel)
    {
        var id = new UserId(user.Id);
        var since = await db.Set<Authenticator>().Where(a => a.UserId == id).Select(a => (DateTimeOffset?)a.AddedAt).SingleOrDefaultAsync(cancel);
        var left = await db.Set<RecoveryCode>().CountAsync(c => c.UserId == id && c.UsedAt == null, cancel);
        var passkeys = (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt).Select(p => new Passkey(PasskeyId.Show(p.CredentialId), p.Name ?? "", p.CreatedAt, p.IsBackedUp));
        return new Factors(since, [.. passkeys], left);
    }
}
