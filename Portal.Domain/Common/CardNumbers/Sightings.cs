using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>Finds card data in a text and says what may stand there instead.</summary>
internal static partial class Sightings
{
    /// <param name="Instead">What may be kept of it.</param>
    public readonly record struct Sighting(int Start, int End, string Instead);

    /// <summary>More than this many characters between two digits and they are two numbers.</summary>
    private const int WidestGap = 4;

    /// <summary>Escapes of escapes, as an address in an address has them.</summary>
    private const int DeepestEscape = 3;

    /// <summary>In the order of the text, none over another.</summary>
    public static List<Sighting> In(string text)
    {
        var found = new List<Sighting>();
        if (text.Length < SecretCodes.ShortestText) return found;

        var escaped = Escapes.MayHold(text) && Escapes.Resolve(text) is not null;
        if (!escaped && !MayHold(text)) return found;

        var plain = PlainText.Of(text);
        Look(plain, found);
        for (var level = 0; escaped && level < DeepestEscape && plain.Unescaped(text) is { } deeper; level++) Look(plain = deeper, found);
        return found.Count > 1 ? WithoutOverlaps(found) : found;
    }

    /// <summary>Whether the digits of an id alone, parted by signs at most, may be a card number: what <see cref="In"/> finds in such a text, without reading it.</summary>
    public static bool MayBeOne(ReadOnlySpan<char> id)
    {
        Span<char> digits = stackalloc char[64];
        Span<bool> starts = stackalloc bool[65];
        var (count, fresh) = (0, true);
        if (id.Length > digits.Length) return true;
        foreach (var c in id)
        {
            if (c >= 0x80 || c is '%' or '&' or '\\' or '=' or '^' or '*' or '#') return true;
            if (!char.IsAsciiDigit(c))
            {
                fresh = true;
                continue;
            }

            starts[count] = fresh;
            digits[count++] = c;
            fresh = false;
        }

        starts[count] = true;
        for (var from = 0; from + CardBrands.Shortest <= count; from++)
            for (var length = Math.Min(CardBrands.Longest, count - from); starts[from] && length >= CardBrands.Shortest; length--)
                if (starts[from + length] && CardNumbers.IsCardNumber(digits.Slice(from, length))) return true;
        return false;
    }

    private static bool MayHold(string text) => TypedDigits.MayHoldNumber(text) || SecretCodes.MayHold(text) || (text.Length >= 40 && SpokenDigit().Count(text) >= CardBrands.Shortest);

    private static void Look(PlainText plain, List<Sighting> found)
    {
        var text = plain.Text;
        SecretCodes.Find(plain, found);

        var taken = NotCards().Matches(text).Select(m => (From: m.Index, To: m.Index + m.Length)).ToList();
        foreach (Match track in Tracks().Matches(text))
        {
            if (taken.Exists(t => track.Index >= t.From && track.Index < t.To)) continue;
            Add(track.Index, track.Index + track.Length, Masked(track.Groups["pan"].Value));
            taken.Add((track.Index, track.Index + track.Length));
        }

        foreach (Match half in HalfMasked().Matches(text))
            if (OfHalfMasked(half.Value) is { } instead) Add(half.Index, half.Index + half.Length, instead);

        var run = new List<Digit>();
        var gap = 0;
        var next = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            while (next < taken.Count && taken[next].To <= i) next++;
            var c = i < text.Length && !taken.Exists(t => i >= t.From && i < t.To) ? text[i] : 'x';
            if (char.IsAsciiDigit(c))
            {
                run.Add(new(i, c, run.Count == 0 || gap > 0 || plain.IsAlone(i)));
                gap = 0;
            }
            else if (run.Count > 0 && !char.IsLetter(c) && gap < WidestGap)
            {
                gap++;
            }
            else
            {
                Collect(run);
                run.Clear();
                gap = 0;
            }
        }

        // Numbers begin where a group of digits begins and end where one ends, so the middle of a long reference number is left alone. Every reading counts:
        // of two numbers in a row the first and a piece of the second may pass for one by chance, and the rest of the second would stay.
        void Collect(List<Digit> digits)
        {
            for (var from = 0; from + CardBrands.Shortest <= digits.Count; from++)
            {
                if (!digits[from].StartsGroup) continue;
                for (var length = Math.Min(CardBrands.Longest, digits.Count - from); length >= CardBrands.Shortest; length--)
                {
                    var end = from + length;
                    if (end < digits.Count && !digits[end].StartsGroup) continue;
                    var number = string.Create(length, (digits, from), static (span, source) =>
                    {
                        for (var i = 0; i < span.Length; i++) span[i] = source.digits[source.from + i].Value;
                    });
                    if (!CardNumbers.IsCardNumber(number) || Amounts().IsMatch(text.AsSpan(digits[from].At, digits[end - 1].At + 1 - digits[from].At))) continue;

                    Add(digits[from].At, digits[end - 1].At + 1, Masked(number));
                }
            }
        }

        void Add(int from, int to, string instead)
        {
            var (start, end) = plain.Between(from, to);
            found.Add(new(start, end, instead));
        }
    }

    private readonly record struct Digit(int At, char Value, bool StartsGroup);

    private static string Masked(string digits) => string.Concat(digits.AsSpan(0, 6), CardNumbers.Stars, digits.AsSpan(digits.Length - 4));

    /// <summary>Masked by hand, but with more than ten digits left: "411111111111****". Null where too little is left, or it is no card's.</summary>
    private static string? OfHalfMasked(string text)
    {
        var signs = new string([.. text.Where(c => char.IsAsciiDigit(c) || IsMask(c))]);
        var clear = signs.Count(char.IsAsciiDigit);
        if (clear <= CardBrands.MostClear || clear == signs.Length || signs.Length is < CardBrands.Shortest or > CardBrands.Longest) return null;
        // Signs between every few digits part them, they cover none.
        if (signs.AsSpan().Trim("0123456789").ContainsAnyInRange('0', '9')) return null;
        if (!signs.AsSpan(0, 6).ContainsAnyExceptInRange('0', '9') && !CardBrands.HasBrand(signs, signs.Length)) return null;
        return string.Concat(Cover(signs[..6]), CardNumbers.Stars, Cover(signs[^4..]));

        static string Cover(string part) => new([.. part.Select(c => char.IsAsciiDigit(c) ? c : '*')]);
    }

    private static bool IsMask(char c) => c is '*' or 'x' or '•' or '●' or '#';

    private static List<Sighting> WithoutOverlaps(List<Sighting> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var kept = new List<Sighting>(found.Count);
        foreach (var sighting in found)
        {
            if (kept.Count == 0 || sighting.Start >= kept[^1].End) kept.Add(sighting);
            else if (sighting.End > kept[^1].End) kept[^1] = kept[^1] with { End = sighting.End };
        }

        return kept;
    }

    /// <summary>Track 1 "%B4111…^NAME^2612…" and track 2 ";4111…=2612…" (also D for the separator).</summary>
    [GeneratedRegex(@"%?b(?<pan>[0-9]{12,19})\^[^\^\r\n]{2,26}\^[0-9]{4,}[^\s]*|;?(?<![0-9])(?<pan>[0-9]{12,19})[=d][0-9]{7,}\??", RegexOptions.CultureInvariant)]
    private static partial Regex Tracks();

    private const string Amount = @"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{2}";

    private const string Between = "[ ,;/+、，]{1,3}";

    /// <summary>UUIDs, hexadecimal hashes, dates, times of day and lists of amounts with cents: digits that are nobody's card.</summary>
    [GeneratedRegex(
        @"(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])" +
        @"|(?<![0-9a-z])(?=(?:[0-9]*[a-f]){2})[0-9a-f]{32,}(?![0-9a-z])" +
        @"|(?<![0-9])(?<![0-9][-/.])(?:19|20)[0-9]{2}[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:[12][0-9]|3[01]|0?[1-9])(?![0-9]|[-/.][0-9])" +
        @"|(?<![0-9]|[0-9][.,])" + Amount + "(?:" + Between + Amount + ")+(?![0-9]|[.,][0-9])" +
        @"|(?<![0-9]|[0-9]:)(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,7})?)?(?![0-9]|:[0-9])",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotCards();

    /// <summary>An amount as long as a card number: "4,111,111,111,111.11".</summary>
    [GeneratedRegex("^" + Amount + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Amounts();

    [GeneratedRegex(@"(?<![0-9a-z*•●#])[0-9](?:[ -]?[0-9*x•●#]){12,18}(?![0-9a-z*•●#])", RegexOptions.CultureInvariant)]
    private static partial Regex HalfMasked();

    [GeneratedRegex(@"\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpokenDigit();
}
