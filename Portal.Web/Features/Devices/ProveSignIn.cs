using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>
/// Notes that the viewer has just given a right password, code or passkey; whoever calls it has checked that. The device gets a new cookie and the
/// older one is worth nothing any more, except on an open desk page, whose circuit has no answer to put a cookie into.
/// </summary>
public sealed class ProveSignIn(IDbContextFactory<PortalDb> databases, Viewer viewer, IHttpContextAccessor requests, TimeProvider clock)
{
    /// <param name="how">"password", "code", "passkey", "sso".</param>
    public async Task<Result> Run(string how, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var signIn = await db.Set<DeviceSignIn>().SingleOrDefaultAsync(s => s.Id == viewer.SignIn && s.Person == viewer.UserId, cancel);
        if (signIn is not { EndedAt: null }) return Problem.NotFound;

        var http = requests.HttpContext is { Response.HasStarted: false, WebSockets.IsWebSocketRequest: false } request ? request : null;
        var cookie = http is null ? null : await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var renews = cookie is { Succeeded: true } && Viewers.SignInOf(cookie.Principal) == signIn.Id;
        signIn.Prove(how, renews ? Guid.NewGuid() : signIn.Key, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        if (!renews) return Result.Ok;

        SignInCookie.Put(cookie!.Properties!, signIn.Id, signIn.Key);
        await http!.SignInAsync(IdentityConstants.ApplicationScheme, cookie.Principal!, cookie.Properties);
        return Result.Ok;
    }
}
