using System.Globalization;

namespace Portal.Web.Features.Training;

/// <summary>A ticket's number as people write it.</summary>
internal static class TicketMark
{
    /// <summary>1042 of "T-1042"; null for anything else.</summary>
    public static int? Read(string? text) =>
        text is { Length: > 2 and < 13 } && text.StartsWith("T-", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Show(int number) => string.Create(CultureInfo.InvariantCulture, $"T-{number}");
}
