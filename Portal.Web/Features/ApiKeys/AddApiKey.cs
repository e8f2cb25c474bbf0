using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.ApiKeys;

/// <summary>Makes a key and tells it, the only time it is ever seen.</summary>
[NeedsFreshSignIn]
public sealed class AddApiKey(PortalDb db, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    /// <param name="Merchant">DE42 the key is bound to; null sees and feeds all.</param>
    public sealed record Input(string Name, IReadOnlyList<string> Scopes, string? Merchant, DateTimeOffset? ExpiresAt);

    /// <summary>Problems: key.name, key.scope (the unknown one), key.merchant, key.expired.</summary>
    public async Task<Result<string>> Run(Input input, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManageKeys)) return Problem.NotFound;

        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > Limits.NameLength) return new Problem("key.name", Limits.NameLength).For("name");
        if (input.Scopes.Count == 0) return new Problem("key.scope", "").For("scope");
        foreach (var scope in input.Scopes)
            if (!ApiScopes.All.Contains(scope)) return new Problem("key.scope", scope).For("scope");
        if (input.ExpiresAt <= now) return new Problem("key.expired").For("expires");

        MerchantId? merchant = null;
        if (input.Merchant is not null)
        {
            merchant = await db.Merchants.Where(m => m.Number == input.Merchant).Select(m => (MerchantId?)m.Id).SingleOrDefaultAsync(cancel);
            if (merchant is null) return new Problem("key.merchant", input.Merchant).For("merchant");
        }

        var key = "pk_" + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        db.Set<ApiKey>().Add(new ApiKey(Guid.CreateVersion7(), input.Name.Trim(), ApiKeySignIn.HashOf(key), input.Scopes, merchant, input.ExpiresAt, now));
        await db.SaveChangesAsync(cancel);
        return key;
    }
}
