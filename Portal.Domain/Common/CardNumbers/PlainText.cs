using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>
/// A text as the guard reads it: every digit as 0 to 9, letters small and narrow, invisible characters left out, words for digits and separators as one
/// character. Each character knows where in the text it came from.
/// </summary>
internal sealed partial class PlainText
{
    /// <summary>For a character outside the first plane: a letter to the guard.</summary>
    private const char Other = '\u3400';

    private readonly List<char> chars;
    private readonly List<(int Start, int End, bool Alone)> places;

    private PlainText(int capacity) => (chars, places) = (new(capacity), new(capacity));

    public string Text { get; private set; } = "";

    /// <summary>A digit that is a word or sign of its own (四, ④, four), unlike the digits of a written number.</summary>
    public bool IsAlone(int index) => places[index].Alone;

    /// <summary>Where these characters stand in the text as it came.</summary>
    public (int Start, int End) Between(int from, int to) => (places[from].Start, places[to - 1].End);

    public static PlainText Of(string text)
    {
        var plain = new PlainText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if (!IsInvisible(CharUnicodeInfo.GetUnicodeCategory(text, i))) plain.Add(TypedDigits.Of(text, i) ?? Other, i, i + 2, false);
                i++;
                continue;
            }

            plain.AddOne(text[i], i, i + 1);
        }

        plain.Text = new string([.. plain.chars]);
        return plain.WithWords();
    }

    /// <summary>The text with escapes resolved (&amp;#52; %34 \u0034), null where it has none; for text that is an address, HTML or JSON.</summary>
    public PlainText? Unescaped(string original)
    {
        // On the text as it came, where this is the first time; escapes of escapes stand in what was read already.
        var source = resolved is null ? original : new string([.. resolved.Select(r => r.Char)]);
        if (!Escapes.MayHold(source)) return null;
        var parts = Escapes.Resolve(source);
        if (parts is null) return null;

        var plain = new PlainText(source.Length) { resolved = [] };
        foreach (var (character, start, end) in parts)
        {
            var place = resolved is null ? (Start: start, End: end) : (resolved[start].Start, resolved[end - 1].End);
            plain.resolved.Add((character, place.Start, place.End));
        }

        for (var i = 0; i < parts.Count; i++)
        {
            var (character, start, end) = plain.resolved[i];
            if (!char.IsHighSurrogate(character) || i + 1 == parts.Count || !char.IsLowSurrogate(parts[i + 1].Char)) plain.AddOne(character, start, end);
            else plain.Add(TypedDigits.Of(new string([character, parts[++i].Char]), 0) ?? Other, start, plain.resolved[i].End, false);
        }

        plain.Text = new string([.. plain.chars]);
        return plain.WithWords();
    }

    private List<(char Char, int Start, int End)>? resolved;

    private void AddOne(char c, int start, int end)
    {
        if (c < 0x80)
        {
            Add(char.ToLowerInvariant(c), start, end, false);
            return;
        }

        if (TypedDigits.Of(c) is { } digit) Add(digit, start, end, !char.IsDigit(c));
        else if (c is >= '\uff01' and <= '\uff5e') Add(char.ToLowerInvariant((char)(c - 0xfee0)), start, end, false);
        else if (!IsInvisible(char.GetUnicodeCategory(c))) Add(char.IsWhiteSpace(c) ? ' ' : c, start, end, false);
    }

    private void Add(char c, int start, int end, bool alone)
    {
        chars.Add(c);
        places.Add((start, end, alone));
    }

    /// <summary>Words become one character: "four" a digit, "空格" between digits a space.</summary>
    private PlainText WithWords()
    {
        if (!HasWords().IsMatch(Text)) return this;
        var plain = new PlainText(Text.Length) { resolved = resolved };
        var copied = 0;
        foreach (Match word in SpokenWords().Matches(Text))
        {
            Copy(copied, word.Index);
            var said = Array.IndexOf(TypedDigits.Words, word.Value);
            var (start, end) = Between(word.Index, word.Index + word.Length);
            plain.Add(said >= 0 ? (char)('0' + said) : ' ', start, end, said >= 0);
            copied = word.Index + word.Length;
        }

        Copy(copied, Text.Length);
        plain.Text = new string([.. plain.chars]);
        return plain;

        void Copy(int from, int to)
        {
            for (var i = from; i < to; i++) plain.Add(chars[i], places[i].Start, places[i].End, places[i].Alone);
        }
    }

    private static bool IsInvisible(UnicodeCategory category) =>
        category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    [GeneratedRegex(@"\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b|[0-9] ?(?:空格|横线|横杠|短线|短横|减号|破折号|逗号|顿号|句号|换行|[杠点]|space|dash|hyphen|minus|dot|point|comma|newline)", RegexOptions.CultureInvariant)]
    private static partial Regex HasWords();

    [GeneratedRegex(@"\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b|(?<=[0-9] ?)(?:空格|横线|横杠|短线|短横|减号|破折号|逗号|顿号|句号|换行|[杠点]|space|dash|hyphen|minus|dot|point|comma|newline)(?= ?[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex SpokenWords();
}
