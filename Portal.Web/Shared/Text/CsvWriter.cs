using System.Buffers;
using System.Text;

namespace Portal.Web.Shared.Text;

/// <summary>
/// The one way the portal writes CSV (RFC 4180, CRLF). A spreadsheet takes a cell that begins with = + - @, a tab or a line end for a formula, also in
/// full width and behind blanks: such a cell gets an apostrophe in front, so that it opens as the text it is. Plain numbers stay numbers.
/// </summary>
public sealed class CsvWriter(TextWriter to)
{
    /// <summary>With its mark in front, a spreadsheet reads Chinese as Chinese.</summary>
    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    private const string Starts = "=+-@\t\r\n＝＋－＠|%";

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create("\",;\t\r\n'"), OfNumbers = SearchValues.Create("0123456789.");

    public async Task Row(params IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first) await to.WriteAsync(',');
            first = false;
            await to.WriteAsync(Cell(cell));
        }

        await to.WriteAsync("\r\n");
    }

    /// <summary>One cell as it stands in the file, quotes included.</summary>
    public static string Cell(string? text)
    {
        var plain = (text ?? "").Replace("\0", "", StringComparison.Ordinal);
        if (IsFormula(plain)) plain = "'" + plain;
        return plain.AsSpan().IndexOfAny(NeedsQuotes) < 0 && plain.Trim().Length == plain.Length
            ? plain
            : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsFormula(string text)
    {
        // Blanks, marks and invisible characters in front do not keep every program from seeing the formula behind.
        var seen = text.AsSpan().TrimStart(" \u00A0\u3000\uFEFF\u200B\u200C\u200D\u2060\"'");
        if (text.Length > 0 && text[0] is '\t' or '\r' or '\n') return true;
        return seen.Length > 0 && Starts.Contains(seen[0], StringComparison.Ordinal) && !IsNumber(text);
    }

    /// <summary>-12.50, +3: what stays a number. No exponent, no sign in the middle.</summary>
    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan(text.Length > 0 && text[0] is '-' or '+' ? 1 : 0);
        return digits.Length is > 0 and < 30 && digits[0] != '.' && digits[^1] != '.' && digits.Count('.') <= 1 && digits.IndexOfAnyExcept(OfNumbers) < 0;
    }
}
