using System.Globalization;

namespace Portal.Web.Shared.Text;

/// <summary>
/// A number that also picks the word after it: in a text, <c>{0} {0:card|cards}</c> reads "1 card", "2 cards". Without such a pair it prints as the number.
/// </summary>
public readonly record struct Counted(int Number) : IFormattable
{
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var cut = format?.IndexOf('|', StringComparison.Ordinal) ?? -1;
        if (cut < 0) return Number.ToString(format, formatProvider);
        return Number == 1 ? format![..cut] : format![(cut + 1)..];
    }

    public override string ToString() => Number.ToString(CultureInfo.CurrentCulture);

    /// <summary>Whole numbers among what fills a text become able to pick their word.</summary>
    public static object[] All(IEnumerable<object> numbers) => [.. numbers.Select(n => n is int number ? new Counted(number) : n)];
}
