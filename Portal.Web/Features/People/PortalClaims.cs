using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>What the cookie says of a person: name, role, merchant and, for a cashier, the stores.</summary>
public sealed class PortalClaims(UserManager<PortalUser> users, IOptions<IdentityOptions> options, PortalDb db, Databases databases, SecondFactorRule secondFactor)
    : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var claims = await base.GenerateClaimsAsync(user);
        claims.AddClaim(new Claim(Viewers.NameClaim, user.Name));
        claims.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        if (secondFactor.IsDue(user)) claims.AddClaim(new Claim(FactorGate.Claim, "true"));
        if (user.MerchantId is not { } merchant) return claims;

        claims.AddClaim(new Claim(Viewers.MerchantClaim, merchant.Value.ToString()));
        var stores = await db.Set<PortalUserStore>().Where(s => s.UserId == user.Id).Select(s => s.StoreId).ToListAsync();
        foreach (var store in stores) claims.AddClaim(new Claim(Viewers.StoreClaim, store.Value.ToString()));
        claims.AddClaim(new Claim(Viewers.PlaceClaim, await Place(merchant, stores)));
        return claims;
    }

    private async Task<string> Place(MerchantId merchant, List<StoreId> stores)
    {
        await using var all = databases.For(Viewer.Portal);
        var name = await all.Merchants.Where(m => m.Id == merchant).Select(m => m.Name).SingleAsync();
        if (stores.Count != 1) return name;

        var only = stores[0];
        return $"{name} · {await all.Stores.Where(s => s.Id == only).Select(s => s.Name).SingleAsync()}";
    }
}
