using System.Text;
using Portal.Domain.Common;

namespace Portal.Domain.SignIn;

/// <summary>
/// The one form a password is measured, hashed and checked in: NFKC, nothing else changed and nothing cut off. So full-width digits of a Chinese
/// input method, and an é made of one or of two characters, are the same password on every device.
/// </summary>
public static class PasswordText
{
    // One character may become eighteen in NFKC (U+FDFA); what is longer than any password can be is not even normalised.
    private const int LongestTyped = Limits.PasswordMaxLength * 4;

    /// <summary>Null where it is too long to be one, or no valid text at all (half of a surrogate pair).</summary>
    public static string? Normal(string typed)
    {
        if (typed.Length > LongestTyped) return null;
        try
        {
            return typed.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>In characters as people count them: code points, not halves of an emoji.</summary>
    public static int Length(string normal) => normal.EnumerateRunes().Count();
}
