using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Web.Shared.Pages;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.OpenId;

/// <summary>The button's way out: a post, so that nobody is sent to the provider by a picture or a link.</summary>
internal static class OpenIdRoutes
{
    public const string GoPath = "/account/openid";

    public static void MapOpenId(this IEndpointRouteBuilder routes) => routes.MapPost(GoPath, (
        [FromForm] string? back, [FromForm] bool? confirm, Viewer viewer, IOptions<OpenIdSettings> settings) =>
    {
        if (!settings.Value.IsOn) return Results.NotFound();
        var confirms = confirm == true && viewer.UserId is not null;
        var properties = new AuthenticationProperties
        {
            RedirectUri = QueryHelpers.AddQueryString(OpenIdScheme.DonePath, new Dictionary<string, string?> { ["back"] = LocalAddress.Of(back), ["confirm"] = confirms ? "true" : null }
                .Where(p => p.Value is not null)),
        };
        if (confirms) properties.Items[OpenIdScheme.ConfirmsItem] = "true";
        return Results.Challenge(properties, [OpenIdScheme.Name]);
    });
}
