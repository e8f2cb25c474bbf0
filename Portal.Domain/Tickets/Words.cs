using Portal.Domain.Common;

namespace Portal.Domain.Tickets;

/// <summary>What people type, before it is kept: card numbers masked, line breaks as \n, no control characters.</summary>
public static class Words
{
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return CardNumbers.Mask(new string([.. plain.Where(c => c is '\n' or '\t' || !char.IsControl(c))])).Trim();
    }

    public static string OneLine(string? text) => string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <returns>Problem "ticket-text-missing" or "ticket-text-too-long".</returns>
    public static Result<string> Checked(string? text) => Clean(text) switch
    {
        "" => TicketProblems.TextMissing,
        { Length: > Limits.MessageLength } => TicketProblems.TextTooLong,
        var clean => clean,
    };
}
