using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Visits;

/// <summary>
/// While a visit lasts, its person is the visited merchant's owner on every page but the consoles and the own account: same claims, so the same
/// filter, pages and permissions; and a mark that makes it reading only. Everything is asked anew at each request: the time, the consent, the role.
/// </summary>
internal sealed class VisitClaims(IHttpContextAccessor requests, Databases databases, TimeProvider clock) : IClaimsTransformation
{
    private static readonly string[] Own = ["/account", "/visits", "/_blazor"];

    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (requests.HttpContext is not { } http || VisitCookie.Read(http) is not { } id || principal.HasClaim(c => c.Type == Viewers.VisitClaim)) return principal;
        if (Zones.Of(http.Request.Path) is Zone.Console || Own.Any(own => http.Request.Path.StartsWithSegments(own))) return principal;

        var viewer = Viewers.Of(principal);
        if (viewer.UserId is not { } person || !viewer.May(Permission.ViewAsMerchant)) return principal;

        await using var db = databases.For(Viewer.Portal);
        var visit = await db.Set<Visit>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == id && v.By == person, http.RequestAborted);
        if (visit is null || !visit.IsOpen(clock.GetUtcNow())) return principal;
        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == visit.MerchantId, http.RequestAborted);
        return merchant.RefusesVisits ? principal : As(principal, visit, merchant.Name);
    }

    private static ClaimsPrincipal As(ClaimsPrincipal principal, Visit visit, string merchant)
    {
        string[] replaced = [ClaimTypes.Role, Viewers.MerchantClaim, Viewers.StoreClaim, Viewers.PlaceClaim];
        var identity = new ClaimsIdentity(
            principal.Claims.Where(c => !replaced.Contains(c.Type)), principal.Identity!.AuthenticationType, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.Role, Roles.OfVisitors.ToString()));
        identity.AddClaim(new(Viewers.MerchantClaim, visit.MerchantId.Value.ToString()));
        identity.AddClaim(new(Viewers.PlaceClaim, merchant));
        identity.AddClaim(new(Viewers.VisitClaim, visit.Id.ToString()));
        identity.AddClaim(new(Viewers.VisitUntilClaim, visit.Until.ToString("O", CultureInfo.InvariantCulture)));
        return new(identity);
    }
}
