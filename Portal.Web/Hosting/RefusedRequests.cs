using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>
/// One line of the log for every request that was turned away: by the permission table (people read "not found"), for want of a key or a scope, by the rules for
/// requests, for a form without its token, for too much or too many. Whose, why and into which room; never the whole address, nothing that was sent.
/// Somebody else's id is not among them: nobody can tell it from one that does not exist.
/// </summary>
internal sealed class RefusedRequests : IAuthorizationMiddlewareResultHandler
{
    private static readonly object ByPermission = new();

    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden) context.Items[ByPermission] = true;
        return usual.HandleAsync(next, context, policy, authorizeResult);
    }

    /// <summary>Around everything that may refuse.</summary>
    public static async Task Note(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (Why(http) is not { } reason) return;

        var viewer = Viewers.Of(http.User);
        http.RequestServices.GetRequiredService<ILogger<RefusedRequests>>().LogWarning(
            "A request was refused: {Reason} {StatusCode} {Method} {Kind} {UserId} {KeyId}",
            reason, http.Response.StatusCode, Word(http.Request.Method), Room(http.Request.Path), viewer.UserId?.Value, viewer.Key);
    }

    /// <returns>Null where nothing was refused. Without a sign-in, people are led to it: that is no refusal.</returns>
    public static string? Why(HttpContext http) => http.Items.ContainsKey(ByPermission) ? "permission" : http.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => "form",
        StatusCodes.Status401Unauthorized => "no-key",
        StatusCodes.Status403Forbidden => "not-allowed",
        StatusCodes.Status405MethodNotAllowed => "method",
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status414UriTooLong or StatusCodes.Status431RequestHeaderFieldsTooLarge => "too-long",
        StatusCodes.Status415UnsupportedMediaType => "media-type",
        StatusCodes.Status429TooManyRequests => "too-many",
        _ => null,
    };

    /// <summary>"/admin" of "/admin/people/…": which room somebody tried, without what may be secret further on.</summary>
    private static string Room(PathString path) => path.Value?.Split('/') is [_, var first, ..] ? "/" + Word(first) : "/";

    private static string Word(string text) => text.Length <= 20 && text.All(c => char.IsAsciiLetter(c) || c is '-' or '_') ? text : "other";
}

internal static class RefusedRequestsSetup
{
    public static IServiceCollection AddRefusedRequests(this IServiceCollection services) => services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedRequests>();

    public static IApplicationBuilder UseRefusedRequests(this IApplicationBuilder app) => app.Use(next => http => RefusedRequests.Note(http, next));
}
