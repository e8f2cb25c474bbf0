using Portal.Domain.Common;

namespace Portal.Web.Features.Guidance;

/// <summary>What somebody typed into a search box.</summary>
public static class TypedQuery
{
    /// <summary>Trimmed and cut; null where it holds a card number, which must not stay in an address.</summary>
    public static string? Read(string? typed)
    {
        var query = (typed ?? "").Trim();
        if (CardNumbers.Contains(query) || CardNumbers.IsMasked(query)) return null;
        if (query.Length <= Limits.SearchLength) return query;
        return query[..(char.IsHighSurrogate(query[Limits.SearchLength - 1]) ? Limits.SearchLength - 1 : Limits.SearchLength)];
    }
}
