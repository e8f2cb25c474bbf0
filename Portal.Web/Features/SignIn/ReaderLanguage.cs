using System.Globalization;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>A mail speaks the language of its reader, not of whoever caused it.</summary>
public sealed class ReaderLanguage
{
    public T Speak<T>(PortalUser reader, Func<T> say)
    {
        if (reader.Culture is not { Length: > 0 } culture) return say();
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
