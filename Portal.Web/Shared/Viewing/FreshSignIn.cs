using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Common;

namespace Portal.Web.Shared.Viewing;

/// <summary>
/// Sensitive: whoever does this must have given password, code or passkey in the last minutes (SignIn:FreshMinutes), not only hold a cookie.
/// On a page or an endpoint: opening it asks first and then comes back. On a use case: its first line is
/// <c>if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;</c> (a House test calls every one of them with a stale sign-in).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsFreshSignInAttribute : Attribute;

/// <summary>Whether the person behind this work has lately proven who they are.</summary>
public interface IFreshSignIn
{
    /// <summary>"confirm-first" where the person has to confirm first; null where they need not. Command line and background work have nobody to ask.</summary>
    Task<Problem?> Missing(CancellationToken cancel);
}

public static class FreshSignIn
{
    public const string ConfirmPath = "/account/confirm";

    /// <summary>The code of the problem; pages show <c>ConfirmFirst</c> for it.</summary>
    public const string Code = "confirm-first";

    public static string ConfirmAddress(string back) => QueryHelpers.AddQueryString(ConfirmPath, "back", back);

    /// <summary>Opening a page marked <see cref="NeedsFreshSignInAttribute"/> leads to the confirmation and back. Posts go on: their use case refuses, and the page keeps what was typed.</summary>
    public static IApplicationBuilder UseFreshSignIn(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var asks = HttpMethods.IsGet(http.Request.Method)
            && http.GetEndpoint()?.Metadata.GetMetadata<NeedsFreshSignInAttribute>() is not null
            && await http.RequestServices.GetRequiredService<IFreshSignIn>().Missing(http.RequestAborted) is not null;
        if (asks) http.Response.Redirect(ConfirmAddress(http.Request.Path + http.Request.QueryString));
        else await next(http);
    });
}
