namespace Portal.Domain.Guidance;

/// <param name="IsHit">To be marked.</param>
public sealed record ExcerptPiece(string Text, bool IsHit);

/// <summary>The part of a text that shows why it was found, as it was written, in pieces; what fits the query is marked.</summary>
public static class Excerpt
{
    private const int Lead = 16;

    /// <param name="most">Length in UTF-16 units; a cut end is shown by "…".</param>
    public static IReadOnlyList<ExcerptPiece> Of(string text, string query, int most)
    {
        var marks = Marks(text, query);
        var from = Start(text, marks, most);
        var to = Math.Min(text.Length, from + most);
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        to = AtWord(text, from, to);

        var pieces = new List<ExcerptPiece>();
        if (from > 0) pieces.Add(new("…", false));
        var at = from;
        foreach (var (start, end) in marks.Where(m => m.Start >= from && m.End <= to))
        {
            if (start > at) pieces.Add(new(text[at..start], false));
            pieces.Add(new(text[start..end], true));
            at = end;
        }

        if (at < to) pieces.Add(new(text[at..to], false));
        if (to < text.Length) pieces.Add(new("…", false));
        return pieces;
    }

    /// <summary>The end before a word that is cut; a text that is one long word is cut all the same.</summary>
    private static int AtWord(string text, int from, int to)
    {
        var end = to;
        while (end > from && end < text.Length && char.IsAsciiLetterOrDigit(text[end]) && char.IsAsciiLetterOrDigit(text[end - 1])) end--;
        return end > from ? end : to;
    }

    /// <summary>Where the query stands in the text, joined where pieces touch, in order.</summary>
    private static List<(int Start, int End)> Marks(string text, string query)
    {
        var wanted = SearchIndex.Wanted(query);
        var joined = new List<(int Start, int End)>();
        foreach (var token in Tokens.Of(text).Where(t => wanted.TryGetValue(t.Text, out var weight) && weight >= 1).OrderBy(t => t.Start))
        {
            var end = token.Start + token.Length;
            if (joined.Count > 0 && token.Start <= joined[^1].End) joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, end));
            else joined.Add((token.Start, end));
        }

        return joined;
    }

    /// <summary>Where most of what was marked fits in, a little before the first of it, at a word.</summary>
    private static int Start(string text, List<(int Start, int End)> marks, int most)
    {
        if (marks.Count == 0 || text.Length <= most) return 0;
        var best = marks.MaxBy(first => marks.Where(m => m.Start >= first.Start && m.End <= first.Start + most - Lead).Sum(m => m.End - m.Start)).Start;
        var from = Math.Clamp(best - Lead, 0, text.Length - most);
        while (from > 0 && from < best && (char.IsAsciiLetterOrDigit(text[from - 1]) || char.IsLowSurrogate(text[from]))) from++;
        return from;
    }
}
