namespace Portal.Domain.Guidance;

/// <summary>"declines", "declined" and "decline" are one word to search. Light on purpose: endings only, and never on what holds a digit (A0, MAC03).</summary>
public static class EnglishStem
{
    private const int Shortest = 4;

    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "are", "at", "be", "but", "by", "can", "do", "does", "did", "for", "from", "has", "have", "how", "i", "if", "in", "is", "it", "its",
        "may", "me", "my", "of", "on", "or", "our", "say", "says", "so", "that", "the", "their", "this", "to", "was", "we", "what", "when", "why", "will", "with", "you", "your",
    };

    public static string Of(string word)
    {
        if (word.Length < Shortest || !word.All(char.IsAsciiLetterLower)) return word;
        var stem = word switch
        {
            _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
            _ when word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 5 => Single(word[..^3]),
            _ when word.EndsWith("ied", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
            _ when word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 4 => Single(word[..^2]),
            _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        return stem.Length >= Shortest && stem.EndsWith('e') ? stem[..^1] : stem;
    }

    /// <summary>Words that stand in every text and say nothing of what is looked for.</summary>
    public static bool IsEmpty(string word) => Empty.Contains(word);

    private static string Single(string stem) => stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;
}
