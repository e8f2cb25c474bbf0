using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Tests.Support;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Devices;

/// <summary>What tests of sign-ins look at and change.</summary>
internal static class SignInScene
{
    public static async Task<IReadOnlyList<DeviceSignIn>> SignIns(this TestPortal portal)
    {
        await using var db = portal.Database();
        return await db.Set<DeviceSignIn>().AsNoTracking().OrderBy(s => s.Id).ToListAsync();
    }

    public static async Task<IReadOnlyList<StoredEvent>> EventsOf(this TestPortal portal, string kind)
    {
        await using var db = portal.Database();
        return await db.Events.AsNoTracking().Where(e => e.Kind == kind).ToListAsync();
    }

    public static async Task Change(this TestPortal portal, Cast.Person person, Func<UserManager<PortalUser>, PortalUser, Task<IdentityResult>> change)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        Assert.True((await change(users, (await users.FindByEmailAsync(person.Email))!)).Succeeded);
    }

    /// <summary>Presses "sign out" on the account page.</summary>
    public static Task<HttpResponseMessage> SignOut(this TestPortal _, Browsing browsing) => browsing.PostTo("/account", "/account/logout");

    public static async Task<PortalUser> PersonOf(this TestPortal portal, UserId id)
    {
        await using var db = portal.Database();
        return await db.Users.AsNoTracking().SingleAsync(u => u.Id == id.Value);
    }

    /// <summary>The id a person got when they were added; the cast's own is another.</summary>
    public static async Task<UserId> IdOf(this TestPortal portal, Cast.Person person)
    {
        await using var db = portal.Database();
        return new(await db.Users.Where(u => u.Email == person.Email).Select(u => u.Id).SingleAsync());
    }

    /// <summary>As an open desk page holds it: with the newest sign-in of the person.</summary>
    public static async Task<ClaimsPrincipal> PrincipalOf(this TestPortal portal, Cast.Person person)
    {
        var id = await portal.IdOf(person);
        var signIn = (await portal.SignIns()).Last(s => s.Person == id);
        await using var scope = portal.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByIdAsync(id.Value.ToString());
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user!);
        principal.Identities.First().AddClaim(new Claim(Viewers.SignInClaim, signIn.Id.Value.ToString()));
        return principal;
    }
}
