namespace Portal.Web.Features.Lookup.Parts;

/// <summary>The times most people mean, as one tap each.</summary>
internal static class TimeChips
{
    /// <param name="Value">What the address carries, the same in every language.</param>
    /// <param name="Also">The same said otherwise.</param>
    internal sealed record Chip(string Key, string Value, params string[] Also);

    public static readonly IReadOnlyList<Chip> All =
    [
        new("now", "now", "刚刚", "just now"),
        new("10", "10 minutes ago", "10 分钟前", "10分钟前"),
        new("30", "30 minutes ago", "30 分钟前", "30分钟前"),
        new("today", "today", "今天"),
    ];

    /// <summary>Null where the time is another one.</summary>
    public static Chip? Of(string? at) => at?.Trim() is { } text
        ? All.FirstOrDefault(c => c.Value.Equals(text, StringComparison.OrdinalIgnoreCase) || c.Also.Contains(text, StringComparer.OrdinalIgnoreCase))
        : null;
}
