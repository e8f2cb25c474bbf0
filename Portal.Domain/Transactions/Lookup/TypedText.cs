using System.Globalization;
using System.Text;

namespace Portal.Domain.Transactions.Lookup;

/// <summary>What people type, before it is read: full-width characters become plain ones, invisible ones go, blanks become single.</summary>
internal static class TypedText
{
    public static string Plain(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return "";
        var plain = new StringBuilder(typed.Length);
        foreach (var c in Normalized(typed))
        {
            if (char.IsWhiteSpace(c))
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                plain.Append(char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c);
            }
        }

        return plain.ToString().Trim();
    }

    private static string Normalized(string typed)
    {
        try
        {
            return typed.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair can't be normalised, and holds nothing we could look for.
            return string.Concat(typed.Where(c => !char.IsSurrogate(c))).Normalize(NormalizationForm.FormKC);
        }
    }
}
