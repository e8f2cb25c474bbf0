using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>
/// The one guard against card data: full card numbers (13 to 19 digits that pass Luhn and carry a card brand's prefix and length), track data, and
/// card codes and PINs next to their words, however people and feeds write them. Everything that is kept, logged, mailed or shown again goes through it
/// (docs/decisions/0012-card-guard.md).
/// </summary>
/// <remarks>PCI DSS 3.3.1 and 3.4.1: at most the first six and the last four of a number may be kept, and nothing of a code or PIN.</remarks>
public static partial class CardNumbers
{
    internal const string Stars = "******";
    internal const string SecretStars = "***";

    /// <summary>A card number, track data, or a code or PIN next to its word is somewhere in the text: what <see cref="Mask"/> would change.</summary>
    public static bool Contains(string? text) => text is not null && Sightings.In(text).Count > 0;

    /// <summary>
    /// For opaque ids (tokens, event ids): the digits stand alone. A number inside a longer word of letters and digits, as in a hexadecimal
    /// token, is chance.
    /// </summary>
    public static bool StandsIn(string? id)
    {
        if (id is not { Length: >= CardBrands.Shortest } || !TypedDigits.MayHoldNumber(id) || !Sightings.MayBeOne(id)) return false;
        foreach (var found in Sightings.In(id))
        {
            var before = found.Start > 0 && char.IsAsciiLetter(id[found.Start - 1]);
            var after = found.End < id.Length && char.IsAsciiLetter(id[found.End]);
            if (!before && !after) return true;
        }

        return false;
    }

    /// <summary>
    /// The text with every card number as first six, stars, last four, and three stars for every code and PIN. Text without one comes back as it is,
    /// the same object.
    /// </summary>
    public static string Mask(string text)
    {
        var found = Sightings.In(text);
        if (found.Count == 0) return text;

        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var sighting in found)
        {
            masked.Append(text, copied, sighting.Start - copied).Append(sighting.Instead);
            copied = sighting.End;
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>A card number was in it and has been masked: "411111******1111".</summary>
    public static bool IsMasked(string? text) => text is not null && MaskedNumber().IsMatch(text);

    /// <summary>Passes Luhn and has the prefix and length of a card brand.</summary>
    public static bool IsCardNumber(ReadOnlySpan<char> digits) =>
        digits.Length is >= CardBrands.Shortest and <= CardBrands.Longest && CardBrands.PassesLuhn(digits) && CardBrands.HasBrand(digits);

    [GeneratedRegex(@"[0-9]{6}\*{6}[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex MaskedNumber();
}
