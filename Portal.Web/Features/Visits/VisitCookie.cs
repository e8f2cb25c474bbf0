namespace Portal.Web.Features.Visits;

/// <summary>Says which visit this browser is on. It lets nobody in: the visit is its person's alone, and is looked up at every request.</summary>
internal static class VisitCookie
{
    private const string Name = "portal-visit";

    public static Guid? Read(HttpContext http) => Guid.TryParse(http.Request.Cookies[Name], out var id) ? id : null;

    public static void Set(HttpContext http, Guid visit) => http.Response.Cookies.Append(Name, visit.ToString(), Options(http));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http));

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    };
}
