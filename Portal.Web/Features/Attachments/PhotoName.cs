using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Web.Features.Attachments;

/// <summary>A file name as people may see it again: no path, no control or direction characters, card numbers masked, not too long.</summary>
internal static class PhotoName
{
    private const int Longest = 80;

    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var plain = new string([.. last.Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.OtherNotAssigned) && c is not ('"' or '<' or '>'))]).Trim();
        var masked = CardNumbers.Mask(plain);
        return masked.Length switch { 0 => "photo", > Longest => masked[..Longest], _ => masked };
    }
}
