using System.Globalization;

namespace Portal.Domain.Common;

/// <summary>An exact amount in minor units (fen, cents) of an ISO 4217 currency.</summary>
public readonly record struct Money(long Minor, string Currency)
{
    private static readonly HashSet<string> NoDecimals = ["JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF", "RWF", "KMF", "GNF", "DJF", "BIF", "VUV"];
    private static readonly HashSet<string> ThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Decimal places of a currency per ISO 4217.</summary>
    public static int Decimals(string currency) => NoDecimals.Contains(currency) ? 0 : ThreeDecimals.Contains(currency) ? 3 : 2;

    /// <summary>Plain decimal string with the currency's places, "86.00": the form of the feed and the API.</summary>
    public string ToDecimalString()
    {
        var decimals = Decimals(Currency);
        return (Minor / Scale(decimals)).ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads "86", "86.0", "86.00"; null where it is not a plain decimal number with at most the currency's places.</summary>
    public static Money? Parse(string text, string currency)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return null;

        var scaled = value * Scale(Decimals(currency));
        if (scaled != decimal.Truncate(scaled) || Math.Abs(scaled) > 1_000_000_000_000_000m) return null;
        return new Money((long)scaled, currency);
    }

    private static decimal Scale(int decimals) => decimals switch { 0 => 1m, 3 => 1000m, _ => 100m };

    public override string ToString() => $"{ToDecimalString()} {Currency}";
}
