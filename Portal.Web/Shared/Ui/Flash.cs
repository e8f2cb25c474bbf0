using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Shared.Ui;

/// <summary>One sentence about what a post did, carried over the redirect by a cookie that lives for seconds and is read once.</summary>
public static class Flash
{
    private const string CookieName = "flash";

    public static void Say(HttpContext http, string message, string tone = "ok") =>
        http.Response.Cookies.Append(CookieName, WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{tone}|{message}")), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromSeconds(20),
            Secure = http.Request.IsHttps,
            IsEssential = true,
        });

    public static (string Tone, string Message)? Take(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and < 2000 } cookie) return null;
        if (!http.Response.HasStarted) http.Response.Cookies.Delete(CookieName);
        try
        {
            var parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cookie)).Split('|', 2);
            return parts.Length == 2 ? (parts[0] is "ok" or "warn" or "stop" ? parts[0] : "info", parts[1]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
