using System.Globalization;
using System.Text;

namespace Portal.Domain.Guidance;

public enum TokenKind { Word, HanPair, Han }

/// <param name="Text">As it is compared: NFKC, lower case, English endings taken off.</param>
/// <param name="Start">Where it stands in the original text, in UTF-16 units.</param>
/// <param name="Length">How long it is there.</param>
public readonly record struct Token(string Text, TokenKind Kind, int Start, int Length);

/// <summary>
/// Text as search sees it: Latin words and numbers whole, each run of Han characters as overlapping pairs and as single characters.
/// Chinese has no spaces, and two-character words (余额, 密码) are most of what people type; measured, pairs with singles find the most.
/// </summary>
public static class Tokens
{
    public static IReadOnlyList<Token> Of(string text)
    {
        var tokens = new List<Token>();
        var word = new StringBuilder();
        var wordStart = 0;
        Token? before = null;

        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var folded = Fold(text.Substring(at, length));
            var kind = KindOf(folded);

            if (kind == TokenKind.Word)
            {
                if (word.Length == 0) wordStart = at;
                word.Append(folded);
                before = null;
            }
            else
            {
                EndWord(at);
                if (kind == TokenKind.Han)
                {
                    var single = new Token(folded, TokenKind.Han, at, length);
                    if (before is { } left) tokens.Add(new(left.Text + folded, TokenKind.HanPair, left.Start, at + length - left.Start));
                    tokens.Add(single);
                    before = single;
                }
                else
                {
                    before = null;
                }
            }

            at += length;
        }

        EndWord(text.Length);
        return tokens;

        void EndWord(int end)
        {
            if (word.Length == 0) return;
            tokens.Add(new(EnglishStem.Of(word.ToString()), TokenKind.Word, wordStart, end - wordStart));
            word.Clear();
        }
    }

    /// <summary>Half of a surrogate pair cannot be normalised; it is left alone and is no token.</summary>
    private static string Fold(string element) =>
        element.Length == 1 && char.IsSurrogate(element[0]) ? element : element.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static TokenKind? KindOf(string folded)
    {
        if (folded.Length == 0 || !Rune.TryGetRuneAt(folded, 0, out var first)) return null;
        if (IsHan(first)) return TokenKind.Han;
        return Rune.IsLetterOrDigit(first) ? TokenKind.Word : null;
    }

    private static bool IsHan(Rune rune) => rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x323AF) or 0x3007;
}
