using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Web.Hosting;

/// <summary>
/// A page that is shown in place of what was refused or failed ("not found", "too many requests"): it is read, whatever was sent, and no rule that refused the
/// request refuses it again.
/// </summary>
internal static class ShownInstead
{
    private static readonly object Sent = new();

    public static IApplicationBuilder UseShownInstead(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var method = http.Request.Method;
        if (!IsShown(http) || HttpMethods.IsGet(method))
        {
            await next(http);
            return;
        }

        http.Items[Sent] = method;
        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = method;
        }
    });

    public static bool IsShown(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>The method of the request itself.</summary>
    public static string MethodOf(HttpContext http) => http.Items[Sent] as string ?? http.Request.Method;
}
