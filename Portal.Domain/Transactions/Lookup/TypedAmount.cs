using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Transactions.Lookup;

/// <summary>An amount as typed: "86", "86.00", "12,50", "¥86", "1,234.50", "86元".</summary>
internal static partial class TypedAmount
{
    /// <summary>Null where it can't be an amount of money.</summary>
    public static decimal? Read(string plain)
    {
        var digits = Dressing().Replace(plain, "").Replace(" ", "", StringComparison.Ordinal);
        if (!Shape().IsMatch(digits)) return null;

        var point = digits.LastIndexOfAny(['.', ',']);
        if (point >= 0)
        {
            var separator = digits[point];
            var once = digits.IndexOf(separator, StringComparison.Ordinal) == point;
            var places = digits.Length - point - 1;
            var mixed = digits.AsSpan(0, point).ContainsAny('.', ',') && once;
            // "1,234" is a thousand and more; "12,50" and "1.234,50" end in a fraction.
            var isFraction = once && (mixed || places <= 2 || separator == '.');
            var whole = (isFraction ? digits[..point] : digits).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
            digits = isFraction ? whole + "." + digits[(point + 1)..] : whole;
        }

        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1_000_000_000_000m ? value : null;
    }

    [GeneratedRegex(@"^(?:[¥$€£]|RMB|CNY|USD|EUR|HKD|人民币)\s*|\s*(?:元|块|圆|RMB|CNY|USD|EUR|HKD|yuan|[¥$€£])整?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Dressing();

    [GeneratedRegex(@"^(?:[0-9]{1,12}(?:[.,][0-9]{0,3})?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,3})?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,3})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
