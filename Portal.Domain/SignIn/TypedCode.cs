using System.Text;

namespace Portal.Domain.SignIn;

/// <summary>Codes as people type them: with blanks and dashes, in full-width digits, recovery codes in small letters.</summary>
public static class TypedCode
{
    private const int Longest = 60;

    /// <summary>Six digits; null where it is no code of an app.</summary>
    public static string? Six(string? typed) => Bare(typed) is { Length: Totp.Digits } bare && bare.All(char.IsAsciiDigit) ? bare : null;

    /// <summary>A recovery code; null where it is none.</summary>
    public static string? Recovery(string? typed) => Bare(typed)?.ToUpperInvariant() is { Length: RecoveryCode.Length } bare && bare.All(char.IsAsciiLetterOrDigit) ? bare : null;

    private static string? Bare(string? typed)
    {
        if (typed is null || typed.Length > Longest || typed.Any(char.IsSurrogate)) return null;
        return string.Concat(typed.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '‐' or '–' or '—' or '_' or '.' or '·')));
    }
}
