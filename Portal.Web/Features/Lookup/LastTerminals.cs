using Portal.Web.Features.Merchants;

namespace Portal.Web.Features.Lookup;

/// <summary>The terminals looked at last on this device, newest first, in a cookie: a till's phone mostly asks about the till beside it.</summary>
public static class LastTerminals
{
    private const string CookieName = "tills";
    private const int Most = 5;
    private const int NumberLength = 8;

    public static IReadOnlyList<string> Of(HttpContext http) =>
        http.Request.Cookies[CookieName] is { Length: > 0 and < 100 } cookie
            ? [.. cookie.Split('.').Where(n => n.Length is > 0 and <= NumberLength && n.All(char.IsAsciiLetterOrDigit)).Take(Most)]
            : [];

    /// <summary>Last used first, the others after them as they were.</summary>
    public static IReadOnlyList<VisibleTerminal> InOrder(HttpContext http, IReadOnlyList<VisibleTerminal> terminals)
    {
        var last = Of(http);
        return [.. terminals.OrderBy(t => Place(last, t.Number))];
    }

    public static void Remember(HttpContext http, string number)
    {
        var last = Of(http);
        if (last.Count > 0 && last[0] == number || number.Length > NumberLength || !number.All(char.IsAsciiLetterOrDigit)) return;
        http.Response.Cookies.Append(CookieName, string.Join('.', last.Where(n => n != number).Prepend(number).Take(Most)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(90),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        });
    }

    private static int Place(IReadOnlyList<string> last, string number)
    {
        for (var i = 0; i < last.Count; i++)
            if (last[i] == number) return i;
        return last.Count;
    }
}
