using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>Ways an address, HTML or JSON writes a character: %34, &amp;#52;, &amp;#x34;, \u0034, \x34.</summary>
internal static partial class Escapes
{
    public static bool MayHold(string text) => text.AsSpan().ContainsAny("%&\\");

    /// <summary>Every character with the part of the text that wrote it; null where nothing was escaped.</summary>
    public static List<(char Char, int Start, int End)>? Resolve(string text)
    {
        List<(char, int, int)>? parts = null;
        var copied = 0;
        foreach (Match match in Escaped().Matches(text))
        {
            if (Meaning(match) is not { Length: > 0 } said) continue;
            parts ??= new(text.Length);
            Copy(match.Index);
            // Percent-encoded bytes of one run: each character gets an even part, which is exact for digits.
            var each = match.Length / said.Length;
            for (var i = 0; i < said.Length; i++)
                parts.Add((said[i], match.Index + i * each, i == said.Length - 1 ? match.Index + match.Length : match.Index + (i + 1) * each));
            copied = match.Index + match.Length;
        }

        if (parts is not null) Copy(text.Length);
        return parts;

        void Copy(int to)
        {
            for (var i = copied; i < to; i++) parts.Add((text[i], i, i + 1));
        }
    }

    private static string? Meaning(Match match)
    {
        if (match.Groups["percent"] is { Success: true, Value: var percent })
        {
            var bytes = Convert.FromHexString(percent.Replace("%", "", StringComparison.Ordinal));
            return Array.TrueForAll(bytes, b => b < 0x80) ? Encoding.ASCII.GetString(bytes) : Encoding.UTF8.GetString(bytes);
        }

        if (match.Groups["blank"].Success) return " ";
        if (match.Groups["amp"].Success) return "&";
        var hex = match.Groups["hex"];
        var number = hex.Success ? hex.Value : match.Groups["decimal"].Value;
        if (!int.TryParse(number, hex.Success ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code <= 0) return null;
        // JSON writes a pair as two: \ud835\udfdc.
        return Rune.IsValid(code) ? new Rune(code).ToString() : code <= char.MaxValue ? ((char)code).ToString() : null;
    }

    [GeneratedRegex(
        @"(?<percent>(?:%[0-9A-Fa-f]{2})+)|&#[xX]0*(?<hex>[0-9A-Fa-f]{1,6});?|&#0*(?<decimal>[0-9]{1,7});?|\\[uU](?<hex>[0-9A-Fa-f]{4})|\\[uU]\{(?<hex>[0-9A-Fa-f]{1,6})\}|\\x(?<hex>[0-9A-Fa-f]{2})" +
        @"|(?<blank>\\[nrt]|&(?i:nbsp|ensp|emsp|thinsp|shy|zwn?j|hyphen|dash|[nm]dash|middot|period|comma|tab|newline);)|(?<amp>&amp;)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}
