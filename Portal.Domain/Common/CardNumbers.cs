using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>
/// The one place that finds full card numbers (13 to 19 digits that pass Luhn and carry a card brand's prefix and length) in what people type
/// and feeds send: through spaces, dashes, dots, full-width digits, Chinese numerals, line breaks and zero-width characters. Also track data.
/// </summary>
/// <remarks>PCI DSS 3.4.1: at most the first six and the last four may be kept.</remarks>
public static partial class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;

    /// <summary>More than this many characters between two digits and they are two numbers.</summary>
    private const int WidestGap = 4;

    private const string ChineseNumerals = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺";
    private static readonly int[] ChineseValues = [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1];

    /// <summary>A card number or track data is somewhere in the text.</summary>
    public static bool Contains(string? text) => text is { Length: >= Shortest } && Find(text).Count > 0;

    /// <summary>
    /// For opaque ids (tokens, event ids): the digits stand alone. A number inside a longer word of letters and digits, as in a hexadecimal
    /// token, is chance.
    /// </summary>
    public static bool StandsIn(string? id)
    {
        if (id is not { Length: >= Shortest }) return false;
        foreach (var found in Find(id))
        {
            var before = found.Start > 0 && char.IsAsciiLetter(id[found.Start - 1]);
            var after = found.End < id.Length && char.IsAsciiLetter(id[found.End]);
            if (!before && !after) return true;
        }

        return false;
    }

    /// <summary>The text with every card number as first six, stars, last four. Text without one comes back as it is.</summary>
    public static string Mask(string text)
    {
        if (text.Length < Shortest) return text;
        var found = Find(text);
        if (found.Count == 0) return text;

        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var number in found)
        {
            masked.Append(text, copied, number.Start - copied).Append(number.Digits[..6]).Append("******").Append(number.Digits[^4..]);
            copied = number.End;
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Passes Luhn and has the prefix and length of a card brand.</summary>
    public static bool IsCardNumber(ReadOnlySpan<char> digits) =>
        digits.Length is >= Shortest and <= Longest && PassesLuhn(digits) && HasBrand(digits);

    private readonly record struct Found(int Start, int End, string Digits);

    private readonly record struct Digit(int At, char Value, bool StartsGroup);

    private static List<Found> Find(string text)
    {
        var found = new List<Found>();
        if (!MayHold(text)) return found;

        var taken = Uuids().Matches(text).Select(m => (From: m.Index, To: m.Index + m.Length)).ToList();
        foreach (Match track in Tracks().Matches(text))
        {
            found.Add(new(track.Index, track.Index + track.Length, track.Groups["pan"].Value));
            taken.Add((track.Index, track.Index + track.Length));
        }

        var run = new List<Digit>();
        var gap = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '#';
            var skipped = taken.Exists(t => i >= t.From && i < t.To);
            if (!skipped && DigitOf(c) is { } value)
            {
                run.Add(new(i, value, run.Count == 0 || gap > 0 || !char.IsDigit(c)));
                gap = 0;
            }
            else if (!skipped && i < text.Length && IsSeparator(c) && run.Count > 0 && gap < WidestGap)
            {
                gap++;
            }
            else
            {
                Collect(run, found);
                run.Clear();
                gap = 0;
            }
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>Cheap look ahead: almost no text has thirteen digits.</summary>
    private static bool MayHold(string text)
    {
        var digits = 0;
        foreach (var c in text)
            if (DigitOf(c) is not null && ++digits >= Shortest) return true;
        return false;
    }

    /// <summary>Numbers begin where a group of digits begins and end where one ends, so the middle of a long reference number is left alone.</summary>
    private static void Collect(List<Digit> run, List<Found> found)
    {
        for (var from = 0; from + Shortest <= run.Count; from++)
        {
            if (!run[from].StartsGroup) continue;
            for (var length = Math.Min(Longest, run.Count - from); length >= Shortest; length--)
            {
                var next = from + length;
                if (next < run.Count && !run[next].StartsGroup) continue;
                var digits = string.Create(length, (run, from), static (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++) span[i] = source.run[source.from + i].Value;
                });
                if (!IsCardNumber(digits)) continue;

                found.Add(new(run[from].At, run[next - 1].At + 1, digits));
                from = next - 1;
                break;
            }
        }
    }

    private static char? DigitOf(char c)
    {
        if (char.IsAsciiDigit(c)) return c;
        if (c < 0x80) return null;
        if (char.IsDigit(c)) return (char)('0' + (int)char.GetNumericValue(c));
        var chinese = ChineseNumerals.IndexOf(c);
        return chinese < 0 ? null : (char)('0' + ChineseValues[chinese]);
    }

    private static bool IsSeparator(char c) => c switch
    {
        '-' or '.' or '_' or '/' or '|' or '\'' => true,
        '。' or '．' or '·' or '•' or '・' or '、' or '－' or '﹣' or '−' or 'ー' => true,
        _ => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.DashPunctuation
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.Control,
    };

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[^(i + 1)] - '0';
            if (i % 2 == 1 && (value *= 2) > 9) value -= 9;
            sum += value;
        }

        return sum % 10 == 0;
    }

    private static bool HasBrand(ReadOnlySpan<char> digits)
    {
        var two = Prefix(digits, 2);
        var three = Prefix(digits, 3);
        var four = Prefix(digits, 4);
        var length = digits.Length;
        if (digits[0] == '4') return length is 13 or 16 or 19;
        return two switch
        {
            62 => length >= 16,
            81 => four is >= 8100 and <= 8171 && length >= 16,
            >= 51 and <= 55 => length == 16,
            34 or 37 => length == 15,
            36 or 38 or 39 => length is 14 or 16 or 19,
            30 => (three <= 305 || four == 3095) && length is 14 or 16 or 19,
            35 => four is >= 3528 and <= 3589 && length >= 16,
            60 or 63 or 64 or 65 or 66 or 67 or 68 or 69 => length is 16 or 18 or 19,
            50 or 56 or 57 or 58 => length is 16 or 18 or 19,
            22 or 23 or 24 or 25 or 26 or 27 => four is >= 2200 and <= 2204 or >= 2221 and <= 2720 && length == 16,
            // Domestic numbers from before the 62 prefix.
            95 => four is 9558 or 9559 && length is 16 or 18 or 19,
            97 => four == 9792 && length == 16,
            _ => false,
        };
    }

    private static int Prefix(ReadOnlySpan<char> digits, int length)
    {
        var value = 0;
        for (var i = 0; i < length; i++) value = value * 10 + (digits[i] - '0');
        return value;
    }

    /// <summary>Track 1 "%B4111…^NAME^2612…" and track 2 ";4111…=2612…" (also D for the separator).</summary>
    [GeneratedRegex(@"%?[Bb](?<pan>[0-9]{12,19})\^[^\^\r\n]{2,26}\^[0-9]{4,}[^\s]*|;?(?<![0-9])(?<pan>[0-9]{12,19})[=D][0-9]{7,}\??", RegexOptions.CultureInvariant)]
    private static partial Regex Tracks();

    [GeneratedRegex(@"(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Uuids();
}
