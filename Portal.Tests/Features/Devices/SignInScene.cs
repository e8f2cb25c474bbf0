using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Devices;
using Portal.Tests.Support;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;

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
}
