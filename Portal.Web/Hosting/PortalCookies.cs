using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.CookiePolicy;

namespace Portal.Web.Hosting;

/// <summary>
/// Where people reach the portal by https, every cookie is Secure and is called "__Host-…" on the wire ("__Secure-…" where it has a path of its own), so that
/// no other host and no plain connection can plant one; inside the portal it keeps its short name. On loopback by http they stay as they are: browsers refuse the
/// prefix there.
/// </summary>
internal static class PortalCookies
{
    /// <summary>Scripts set this one too, by the name the page gives them (<see cref="NameOnPages"/>); it holds "dark" or "light".</summary>
    public const string Theme = "theme";

    /// <summary>Set by scripts for three seconds when a page loads itself again: nobody is there, and it keeps no sign-in alive (SignInCookie).</summary>
    public const string ByItself = "by-itself";

    private const string Host = "__Host-", Secure = "__Secure-";

    public static bool AreSecure(IConfiguration configuration) =>
        Uri.TryCreate(configuration[$"{PortalOptions.Section}:PublicUrl"], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;

    public static IApplicationBuilder UsePortalCookies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var secure = AreSecure(configuration);
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            Secure = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest,
            MinimumSameSitePolicy = SameSiteMode.Unspecified,
            OnAppendCookie = context =>
            {
                context.CookieOptions.HttpOnly = context.CookieName != Theme;
                if (secure) context.CookieName = OnTheWire(context.CookieName, context.CookieOptions);
            },
            OnDeleteCookie = context =>
            {
                if (secure) context.CookieName = OnTheWire(context.CookieName, context.CookieOptions);
            },
        });
        return secure ? app.Use((http, next) =>
        {
            http.Request.Cookies = new Prefixed(http.Request.Cookies);
            return next(http);
        }) : app;
    }

    /// <summary>What a cookie that a page's script sets is called there.</summary>
    public static string NameOnPages(string name, IConfiguration configuration) => AreSecure(configuration) ? Host + name : name;

    private static string OnTheWire(string name, CookieOptions options) =>
        name.StartsWith("__", StringComparison.Ordinal) ? name : (options.Domain is null && options.Path is null or "/" ? Host : Secure) + name;

    /// <summary>Cookies by their short names; one that came without its prefix is not there.</summary>
    private sealed class Prefixed : IRequestCookieCollection
    {
        private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

        public Prefixed(IRequestCookieCollection sent)
        {
            foreach (var (name, value) in sent)
            {
                if (name.StartsWith(Host, StringComparison.Ordinal)) cookies[name[Host.Length..]] = value;
                else if (name.StartsWith(Secure, StringComparison.Ordinal)) cookies.TryAdd(name[Secure.Length..], value);
            }
        }

        public string? this[string key] => cookies.GetValueOrDefault(key);

        public int Count => cookies.Count;

        public ICollection<string> Keys => cookies.Keys;

        public bool ContainsKey(string key) => cookies.ContainsKey(key);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => cookies.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => cookies.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
