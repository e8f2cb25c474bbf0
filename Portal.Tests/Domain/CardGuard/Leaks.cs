using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Tests.Domain.CardGuard;

/// <summary>
/// Looks for card numbers in what was kept, without the guard's own eyes: all digits of the text in a row, as far as they are near each other, in every
/// way it may be escaped.
/// </summary>
public sealed partial class Leaks(IEnumerable<string> numbers)
{
    private const int NearEnough = 12;
    private const string Han = "零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖幺";
    private const string HanValues = "012345678901234567891";

    private readonly HashSet<string> wanted = [.. numbers];
    private readonly int[] lengths = [.. numbers.Select(n => n.Length).Distinct()];

    public IEnumerable<string> In(string text) => Readings(text).SelectMany(Found).Distinct();

    /// <summary>As numbers in the bytes that the transactions table packs ids into: so many digits, then the number.</summary>
    public List<string> Packed(ReadOnlySpan<byte> bytes)
    {
        var found = new List<string>();
        foreach (var number in wanted.Where(n => n.Length <= 18))
        {
            var value = ulong.Parse(number, CultureInfo.InvariantCulture);
            var packed = new List<byte>();
            for (var left = value; left > 0; left >>= 8) packed.Insert(0, (byte)left);
            if (bytes.IndexOf(packed.ToArray()) >= 0) found.Add(number);
        }

        return found;
    }

    private static IEnumerable<string> Readings(string text)
    {
        yield return text;
        if (text.Contains('%', StringComparison.Ordinal)) yield return Percent().Replace(text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        if (text.Contains("\\u", StringComparison.Ordinal)) yield return Json().Replace(text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        if (text.Contains('&', StringComparison.Ordinal)) yield return WebUtility.HtmlDecode(text);
        if (Words().IsMatch(text)) yield return Words().Replace(text, m => Array.IndexOf(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], m.Value).ToString(CultureInfo.InvariantCulture));
    }

    private IEnumerable<string> Found(string text)
    {
        var run = new StringBuilder();
        var gap = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var value = c < 0x80
                ? char.IsAsciiDigit(c) ? c - '0' : -1
                : char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? (int)CharUnicodeInfo.GetNumericValue(text, i++)
                : Han.IndexOf(c) is >= 0 and var at ? HanValues[at] - '0' : char.IsSurrogate(c) ? -1 : (int)CharUnicodeInfo.GetNumericValue(c);
            if (value is >= 0 and <= 9)
            {
                run.Append((char)('0' + value));
                gap = 0;
            }
            else if (++gap > NearEnough)
            {
                foreach (var number in Within(run)) yield return number;
                run.Clear();
            }
        }

        foreach (var number in Within(run)) yield return number;
    }

    private List<string> Within(StringBuilder run)
    {
        var found = new List<string>();
        if (run.Length < 13) return found;
        var digits = run.ToString();
        foreach (var length in lengths)
            for (var i = 0; i + length <= digits.Length; i++)
                if (wanted.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(digits.AsSpan(i, length), out var number)) found.Add(number);
        return found;
    }

    [GeneratedRegex("%([0-9A-Fa-f]{2})")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Json();

    [GeneratedRegex(@"\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b")]
    private static partial Regex Words();
}
