using System.Text;

namespace Portal.Domain.Ingest;

/// <summary>
/// Texts that come again and again in a file (codes, terminals, banks): the same bytes give the same string, so that millions of rows make few of them and
/// comparing them is comparing references. One place for each hash, the last comer has it: memory stays flat whatever the feed sends.
/// </summary>
public sealed class RepeatedTexts
{
    private const int Places = 1 << 16;
    private const int Longest = 32;

    private readonly string?[] texts = new string?[Places];

    /// <summary>Null where the text is too long to be worth it, or not plain ASCII: then it has to be read as usual.</summary>
    public string? Of(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > Longest) return null;
        ref var kept = ref texts[Place(text)];
        if (kept is not null && Ascii.Equals(text, kept)) return kept;
        return Ascii.IsValid(text) ? kept = Encoding.ASCII.GetString(text) : null;
    }

    private static int Place(ReadOnlySpan<byte> text)
    {
        var hash = (uint)text.Length;
        foreach (var b in text) hash = (hash ^ b) * 16777619;
        return (int)((hash ^ hash >> 16) % Places);
    }
}
