using System.Buffers;
using System.Globalization;

namespace Portal.Domain.Common;

/// <summary>Which characters are digits to a person: 4, ４, ٤, ④, 四, 肆, 幺, and the words zero to nine.</summary>
internal static class TypedDigits
{
    // 两 and the words radio operators use (洞 幺 拐 勾) too: thirteen of them in a row are nothing but a number read aloud.
    private const string Chinese = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參叄陸壱弐两兩幺洞拐勾";
    private const string ChineseValues = "0001234567891234567892336122210790";

    private static readonly SearchValues<char> Covers = SearchValues.Create("*xX•●#");

    public static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>The digit a character stands for, '0' to '9'.</summary>
    public static char? Of(char c)
    {
        if (c < 0x80) return char.IsAsciiDigit(c) ? c : null;
        var chinese = Chinese.IndexOf(c);
        if (chinese >= 0) return ChineseValues[chinese];
        return CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber ? Whole(CharUnicodeInfo.GetNumericValue(c)) : null;
    }

    /// <summary>The same for a pair that makes one character: 𝟒.</summary>
    public static char? Of(string text, int pair) =>
        CharUnicodeInfo.GetUnicodeCategory(text, pair) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber ? Whole(CharUnicodeInfo.GetNumericValue(text, pair)) : null;

    private static char? Whole(double value) => value is >= 0 and <= 9 && value == Math.Floor(value) ? (char)('0' + (int)value) : null;

    /// <summary>Cheap look ahead: almost no text has thirteen digits, or eleven and signs that cover some.</summary>
    public static bool MayHoldNumber(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
            if (Counts(c) && ++digits >= CardBrands.Shortest) return true;
        return digits > CardBrands.MostClear && text.ContainsAny(Covers);
    }

    // Halves of pairs count: digits of the mathematical alphabets come as two.
    private static bool Counts(char c) => c < 0x80 ? char.IsAsciiDigit(c) : char.IsHighSurrogate(c) || Of(c) is not null;
}
