using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;
using Portal.Web.Shared.Pages;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>Forms on every page that are not pages of their own: sign out, language, theme. Each posts and comes back.</summary>
internal static class SignOutAndPreferences
{
    public static void MapSignOut(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/account/logout", async (HttpContext http, SignInManager<PortalUser> signIn, [FromForm] string? back) =>
        {
            await signIn.SignOutAsync();
            // Pages are never stored and nothing else is kept in the browser; should that ever change, the next person at the counter finds nothing.
            http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
            return Results.LocalRedirect(LocalAddress.Of(back) ?? "/");
        }).WithMetadata(new WithoutSecondFactorAttribute());

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/language", async (HttpContext http, PortalDb db, Viewer viewer, [FromForm] string to, [FromForm] string? back) =>
        {
            if (Languages.Names.Contains(to))
            {
                http.Response.Cookies.Append(Languages.CookieName, Languages.CookieFor(to), Year(http));
                // Mails speak it too.
                if (viewer.UserId is { } person)
                    await db.Users.Where(u => u.Id == person.Value).ExecuteUpdateAsync(set => set.SetProperty(u => u.Culture, to), http.RequestAborted);
            }

            return Results.LocalRedirect(LocalAddress.Of(back) ?? "/");
        }).WithMetadata(new WithoutSecondFactorAttribute());

        routes.MapPost("/account/theme", (HttpContext http, [FromForm] string to, [FromForm] string? back) =>
        {
            if (to is "dark" or "light") http.Response.Cookies.Append(PortalCookies.Theme, to, Year(http, scriptToo: true));
            else http.Response.Cookies.Delete(PortalCookies.Theme);
            return Results.LocalRedirect(LocalAddress.Of(back) ?? "/");
        }).WithMetadata(new WithoutSecondFactorAttribute());
    }

    // Scripts switch the theme without a round trip, so its cookie is theirs too.
    private static CookieOptions Year(HttpContext http, bool scriptToo = false) => new()
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = !scriptToo,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    };
}
