using System.Text;

namespace Portal.Web.Features.Playbooks;

/// <summary>Enumerated values as files and the API write them: <c>NotThisCard</c> is "not-this-card".</summary>
public static class Kebab
{
    public static string Of(Enum value)
    {
        var name = value.ToString();
        var kebab = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && kebab.Length > 0) kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString();
    }
}
