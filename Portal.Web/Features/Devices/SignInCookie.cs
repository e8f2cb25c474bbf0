using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>
/// Between the cookie and the row it names. Whoever signs somebody in, by whatever means, passes here: a new sign-in makes a row, every request reads
/// it, signing out ends it.
/// </summary>
internal sealed class SignInCookie(
    SignInRows rows, DatabaseChoice databases, IOptions<IdentityOptions> identity, IOptions<DeviceOptions> options, TimeProvider clock)
{
    /// <summary>What ended the sign-in this request came with; the way to the sign-in page says it.</summary>
    public const string EndedItem = "sign-in-ended";

    private const string IdItem = ".sign-in", KeyItem = ".sign-in-key", PersonVersionItem = ".person";

    private static readonly TimeSpan MadeAnewAfter = TimeSpan.FromMinutes(1);

    public async Task SigningIn(CookieSigningInContext context)
    {
        var items = context.Properties.Items;
        if (!items.ContainsKey(IdItem)) await Start(context);
        if (Viewers.SignInOf(context.Principal) is null) context.Principal!.Identities.First().AddClaim(new Claim(Viewers.SignInClaim, items[IdItem]!));
    }

    private async Task Start(CookieSigningInContext context)
    {
        var http = context.HttpContext;
        var now = clock.GetUtcNow();
        var who = Viewers.Of(context.Principal);
        var remembered = context.Properties.IsPersistent && who.Role?.IsOfMerchant() == true;
        var times = options.Value.Times(who.Role!.Value, remembered);
        var signIn = new DeviceSignIn(
            new(Guid.CreateVersion7()), Guid.NewGuid(), who.UserId!.Value, who.Merchant, SignInWays.Of(context.Principal!), remembered,
            UserAgents.Of(http.Request.Headers.UserAgent), options.Value.RecordAddress ? Addresses.Of(http) : null, times, now);

        await using var db = databases.Open(who, clock);
        db.Add(signIn);
        if (Viewers.SignInOf(http.User) is { } before && await db.Set<DeviceSignIn>().SingleOrDefaultAsync(s => s.Id == before && s.Person == who.UserId.Value) is { } old)
            old.End(SignInEnd.Replaced, now);
        await db.SaveChangesAsync();

        context.Properties.IsPersistent = remembered;
        context.Properties.IssuedUtc = now;
        context.Properties.ExpiresUtc = now + times.Longest;
        context.Properties.AllowRefresh = false;
        if (remembered) context.CookieOptions.MaxAge = times.Longest;
        Put(context.Properties, signIn.Id, signIn.Key);
        // Or the first page would bring the cookie, a kilobyte of it, once more.
        if (await http.RequestServices.GetRequiredService<UserManager<PortalUser>>().FindByIdAsync(who.UserId.Value.Value.ToString()) is { } user)
            context.Properties.Items[PersonVersionItem] = user.ConcurrencyStamp;
    }

    /// <summary>At every request: the row decides, not the cookie.</summary>
    public async Task Validate(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return;

        var state = Viewers.SignInOf(context.Principal) is { } id ? await rows.Read(id) : null;
        var now = clock.GetUtcNow();
        var why = state is null ? SignInEnd.Removed : state.Over(context.Principal!.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType), now);
        if (state is not null && why is null && !Holds(context.Properties, state.Key))
        {
            // A copy from before the person confirmed who they are. Nothing is taken from the browser: it may hold the new one already.
            context.RejectPrincipal();
            return;
        }

        if (why is not null)
        {
            http.Items[EndedItem] = why;
            if (state is { EndedWhy: null }) await Note(state.Id, why.Value, now);
            context.RejectPrincipal();
            await http.SignOutAsync(context.Scheme.Name);
            return;
        }

        if (IsAPerson(http.Request)) rows.Use(state!.Id);
        context.Properties.Items.TryGetValue(PersonVersionItem, out var version);
        if (version != state!.PersonVersion || now - context.Properties.IssuedUtc >= MadeAnewAfter) await MakeAnew(context, state);
    }

    /// <summary>Name, role, shops as they are now.</summary>
    private async Task MakeAnew(CookieValidatePrincipalContext context, SignInState state)
    {
        var services = context.HttpContext.RequestServices;
        if (await services.GetRequiredService<UserManager<PortalUser>>().FindByIdAsync(state.Person.Value.ToString()) is not { } user) return;
        var anew = await services.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user);
        var own = anew.Identities.First();
        own.AddClaim(new Claim(Viewers.SignInClaim, state.Id.Value.ToString()));
        foreach (var kept in context.Principal!.Claims.Where(c => c.Type is "amr" or ClaimTypes.AuthenticationMethod)) own.AddClaim(kept.Clone());
        context.ReplacePrincipal(anew);
        context.Properties.Items[PersonVersionItem] = user.ConcurrencyStamp;
        context.ShouldRenew = true;
    }

    public async Task SigningOut(CookieSigningOutContext context)
    {
        if (Viewers.SignInOf(context.HttpContext.User) is { } id) await Note(id, SignInEnd.SignedOut, clock.GetUtcNow(), Viewers.Of(context.HttpContext.User));
    }

    /// <summary>A cookie with the newest key, after the person confirmed who they are.</summary>
    public static void Put(AuthenticationProperties properties, SignInId id, Guid key)
    {
        properties.Items[IdItem] = id.Value.ToString();
        properties.Items[KeyItem] = key.ToString();
    }

    private static bool Holds(AuthenticationProperties properties, Guid key) =>
        properties.Items.TryGetValue(KeyItem, out var held) && Guid.TryParse(held, out var parsed) && parsed == key;

    // Streams and circuits come back by themselves; what is done on a desk page is counted by CircuitCalls.
    private static bool IsAPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/live") && !request.Path.StartsWithSegments("/_blazor") && !request.Cookies.ContainsKey(PortalCookies.ByItself);

    private async Task Note(SignInId id, SignInEnd why, DateTimeOffset now, Viewer? who = null)
    {
        await using var db = databases.Open(who ?? Viewer.Portal, clock);
        if (await db.Set<DeviceSignIn>().SingleOrDefaultAsync(s => s.Id == id) is not { EndedAt: null } signIn) return;
        signIn.End(why, now);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else ended it in this moment, and said so.
        }
    }
}
