namespace Portal.Domain.Troubleshooting;

/// <summary>Six characters to go on with a session on another device: none that looks like another, so it can be read out over a counter.</summary>
public static class ResumeCode
{
    public const int Length = 6;

    /// <summary>Without 0 O 1 I L.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <param name="random">At least six bytes from a cryptographic source.</param>
    public static string From(ReadOnlySpan<byte> random)
    {
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length; i++) code[i] = Alphabet[random[i] % Alphabet.Length];
        return new(code);
    }

    /// <summary>"K7M-2QX", as it is shown.</summary>
    public static string Show(string code) => code.Length == Length ? $"{code[..3]}-{code[3..]}" : code;

    /// <summary>What a person typed, with dashes, blanks, small or full-width letters; null where it cannot be a code.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null || typed.Length > 4 * Length) return null;
        Span<char> code = stackalloc char[Length];
        var length = 0;
        foreach (var raw in typed)
        {
            var c = char.ToUpperInvariant(raw is >= '！' and <= '～' ? (char)(raw - 0xFEE0) : raw);
            if (c is '-' or ' ' or '\u3000') continue;
            if (length == Length || !Alphabet.Contains(c, StringComparison.Ordinal)) return null;
            code[length++] = c;
        }

        return length == Length ? new(code) : null;
    }
}
