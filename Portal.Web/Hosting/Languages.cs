using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Portal.Domain.Common;

namespace Portal.Web.Hosting;

/// <summary>Chinese first, English complete: the cookie set by the language switch wins, then the browser's wish, then Chinese.</summary>
public static class Languages
{
    public const string CookieName = "lang";
    public static readonly string[] Names = ["zh-CN", "en"];

    /// <summary>The language of the current request or circuit.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? Language.En : Language.Zh;

    public static RequestLocalizationOptions Options()
    {
        var options = new RequestLocalizationOptions().SetDefaultCulture("zh-CN").AddSupportedCultures(Names).AddSupportedUICultures(Names);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = CookieName },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return options;
    }

    public static string CookieFor(string name) => CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(name));
}
