using System.Globalization;
using System.Text;

namespace Portal.Tests.Domain.CardGuard;

/// <summary>Thirty ways people, keyboards and programs write a card number.</summary>
public static class Spellings
{
    private static readonly string[] English = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public static readonly IReadOnlyList<(string Name, Func<string, string> Write)> All =
    [
        ("plain", n => n),
        ("spaces", n => By(n, " ")),
        ("dashes", n => By(n, "-")),
        ("dots", n => By(n, ".")),
        ("commas", n => By(n, ",")),
        ("slashes", n => By(n, "/")),
        ("each digit apart", n => By(n, " ", 1)),
        ("pairs with dashes and spaces", n => By(n, " - ", 2)),
        ("groups of six", n => By(n, " ", 6)),
        ("full width", n => Each(n, "０１２３４５６７８９")),
        ("full width with full-width blanks", n => By(Each(n, "０１２３４５６７８９"), "\u3000")),
        ("Chinese numerals", n => Each(n, "零一二三四五六七八九")),
        ("Chinese financial numerals", n => Each(n, "零壹贰叁肆伍陆柒捌玖")),
        ("as read aloud", n => Each(n, "零幺二三四五六七八九")),
        ("Chinese numerals in groups", n => By(Each(n, "〇一二三四五六七八九"), "，")),
        ("Arabic digits", n => Each(n, "٠١٢٣٤٥٦٧٨٩")),
        ("Devanagari digits", n => Each(n, "०१२३४५६७८९")),
        ("mathematical digits", n => string.Concat(n.Select(c => char.ConvertFromUtf32(0x1d7d8 + c - '0')))),
        ("circled digits", n => Each(n, "⓪①②③④⑤⑥⑦⑧⑨")),
        ("keycaps", n => string.Concat(n.Select(c => c + "\ufe0f\u20e3"))),
        ("zero-width blanks", n => By(n, "\u200b", 1)),
        ("hard blanks and joiners", n => By(n, "\u00a0\u2060")),
        ("line breaks", n => By(n, "\r\n")),
        ("lines apart", n => By(n, "\n\n")),
        ("HTML entities", n => string.Concat(n.Select((c, i) => i % 2 == 0 ? $"&#{(int)c};" : $"&#x{(int)c:x};"))),
        ("hard blanks of HTML", n => By(n, "&nbsp;")),
        ("percent-encoded", n => string.Concat(By(n, " ").Select(c => "%" + ((int)c).ToString("X2", CultureInfo.InvariantCulture)))),
        ("JSON escapes", n => string.Concat(n.Select(c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)))),
        ("words for the gaps", n => By(n, "空格")),
        ("English words", n => string.Join(' ', n.Select(c => English[c - '0']))),
    ];

    private static string By(string number, string gap, int every = 4) => string.Join(gap, number.Chunk(every).Select(c => new string(c)));

    private static string Each(string number, string digits)
    {
        var written = new StringBuilder();
        foreach (var c in number) written.Append(digits[c - '0']);
        return written.ToString();
    }
}
