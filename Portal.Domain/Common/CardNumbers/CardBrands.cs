namespace Portal.Domain.Common;

/// <summary>What makes digits a card number: the check digit, and a prefix that goes with the length.</summary>
internal static class CardBrands
{
    public const int Shortest = 13;
    public const int Longest = 19;

    /// <summary>First six and last four.</summary>
    public const int MostClear = 10;

    public static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[^(i + 1)] - '0';
            if (i % 2 == 1 && (value *= 2) > 9) value -= 9;
            sum += value;
        }

        return sum % 10 == 0;
    }

    public static bool HasBrand(ReadOnlySpan<char> digits) => HasBrand(digits, digits.Length);

    /// <param name="digits">At least the first four.</param>
    public static bool HasBrand(ReadOnlySpan<char> digits, int length)
    {
        var two = Prefix(digits, 2);
        var three = Prefix(digits, 3);
        var four = Prefix(digits, 4);
        if (digits[0] == '4') return length is 13 or 16 or 19;
        return two switch
        {
            62 => length >= 16,
            81 => four is >= 8100 and <= 8171 && length >= 16,
            >= 51 and <= 55 => length == 16,
            34 or 37 => length == 15,
            36 or 38 or 39 => length is 14 or 16 or 19,
            30 => (three <= 305 || four == 3095) && length is 14 or 16 or 19,
            35 => four is >= 3528 and <= 3589 && length >= 16,
            60 or 63 or 64 or 65 or 66 or 67 or 68 or 69 => length is 16 or 18 or 19,
            50 or 56 or 57 or 58 => length is 16 or 18 or 19,
            22 or 23 or 24 or 25 or 26 or 27 => four is >= 2200 and <= 2204 or >= 2221 and <= 2720 && length == 16,
            // Domestic numbers from before the 62 prefix.
            95 => four is 9558 or 9559 && length is 16 or 18 or 19,
            97 => four == 9792 && length == 16,
            _ => false,
        };
    }

    private static int Prefix(ReadOnlySpan<char> digits, int length)
    {
        var value = 0;
        for (var i = 0; i < length; i++) value = value * 10 + (digits[i] - '0');
        return value;
    }
}
