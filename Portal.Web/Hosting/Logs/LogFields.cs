using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Web.Hosting.Logs;

/// <summary>
/// What may stand in a log line: these fields, and of them only numbers, ids, times and short words. Everything else is dropped, not masked: what nobody
/// thought of is left out rather than let through.
/// </summary>
public static class LogFields
{
    public const string RequestId = nameof(RequestId), UserId = nameof(UserId), MerchantId = nameof(MerchantId), KeyId = nameof(KeyId);

    public static readonly IReadOnlySet<string> Allowed = new HashSet<string>(StringComparer.Ordinal)
    {
        RequestId, UserId, MerchantId, KeyId, "ConnectionId", "TraceId", "SpanId",
        "Method", "StatusCode", "ElapsedMilliseconds", "Elapsed", "ContentLength", "Protocol", "Scheme",
        "Reason", "Count", "Rows", "Entries", "Attempt", "Kind", "AuditHead", "Migration",
    };

    private const int Longest = 128;

    /// <returns>Null: it must not stand in a log.</returns>
    public static object? Value(object? value) => value switch
    {
        bool or byte or short or int or long or uint or ulong => value,
        double number when double.IsFinite(number) => value,
        decimal => value,
        Guid id => id.ToString(),
        TimeSpan span => span.TotalMilliseconds,
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        Enum word => word.ToString(),
        string word when IsWord(word) => word,
        _ => null,
    };

    /// <summary>An id or a name of something: no blanks, no signs of a mail address, and no card or telephone number.</summary>
    private static bool IsWord(string text) =>
        text.Length is > 0 and <= Longest
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/')
        && !CardNumbers.Contains(text)
        && (Guid.TryParse(text, out _) || LongestRun(text) < 10 || text.Any(char.IsAsciiLetter));

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = char.IsAsciiDigit(c) ? run + 1 : 0);
        return longest;
    }
}
