using System.Security.Claims;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Web.Shared.Pages;

namespace Portal.Web.Shared.Viewing;

/// <summary>A page or endpoint for people who must still set up a second factor: they can reach nothing else.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WithoutSecondFactorAttribute : Attribute;

/// <summary>
/// Whoever must have a second factor and has none is led to set one up, whatever they ask for. Everything is shut unless it says otherwise,
/// open circuits and live streams included; what is open to strangers stays open.
/// </summary>
public static class FactorGate
{
    /// <summary>Carried by a sign-in that must set up a second factor first.</summary>
    public const string Claim = "factor-due";

    /// <summary>How the person proved who they are (RFC 8176).</summary>
    public const string MethodClaim = "amr";

    /// <summary>By more than one factor.</summary>
    public const string TwoFactors = "mfa";

    public const string SetUp = "/account/security/required";

    public static IApplicationBuilder UseFactorGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Whoever came through the company's own sign-in needs none here only where the second factor was asked for there.
        var wasAskedThere = context.User.HasClaim(c => c.Type == ClaimTypes.AuthenticationMethod) && context.User.HasClaim(MethodClaim, TwoFactors);
        var isDue = context.User.HasClaim(c => c.Type == Claim) && !wasAskedThere;
        if (!isDue || IsOpen(context)) return next(context);

        var isPage = HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (isPage) context.Response.Redirect(SetUp);
        else context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static bool IsOpen(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null) return !context.Request.Path.StartsWithSegments("/_blazor");
        if (endpoint.Metadata.GetMetadata<WithoutSecondFactorAttribute>() is not null || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return true;
        if (context.Request.Path.StartsWithSegments("/_framework") || context.Request.Path.StartsWithSegments("/healthz")) return true;
        var page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        return page is not null && typeof(PublicPage).IsAssignableFrom(page) && !typeof(MerchantPage).IsAssignableFrom(page);
    }
}
