using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Merchants;

namespace Portal.Web.Features.Merchants;

/// <summary>One line of the merchants file: a terminal with its store and merchant.</summary>
internal sealed record MerchantRow(
    string Merchant, string MerchantName, string Mcc, MerchantStatus Status, long? MerchantLimit, bool ForeignCards,
    string Store, string StoreName, string StoreAddress, string TimeZone,
    string Terminal, string TerminalName, string Serial, string Model, string Firmware, long? ContactlessLimit, long? TerminalLimit, bool Contactless, DateOnly? EnrolledOn)
{
    public static readonly IReadOnlyList<string> Needed =
    [
        "merchant_id", "merchant_name", "mcc", "status", "store_id", "store_name", "store_address", "time_zone", "terminal_id", "serial", "model", "firmware", "contactless_limit", "enrolled_on",
    ];

    public static readonly IReadOnlyList<string> Optional = ["terminal_name", "terminal_limit", "merchant_limit", "foreign_cards", "contactless"];

    private const string Currency = "CNY";

    /// <param name="text">Text of a column; empty where the file has none.</param>
    /// <param name="wrong">Name of the first column that will not do.</param>
    public static MerchantRow? Read(Func<string, string> text, out string? wrong)
    {
        string? first = null;
        var row = new MerchantRow(
            Id("merchant_id", 15), Name("merchant_name"), Digits("mcc", 4), Status(), Limit("merchant_limit"), YesNo("foreign_cards", false),
            Id("store_id", 40), Name("store_name"), Free("store_address", 300), Zone(),
            Id("terminal_id", 8), Free("terminal_name", Limits.NameLength), Free("serial", 64), Free("model", 64), Free("firmware", 64),
            Limit("contactless_limit"), Limit("terminal_limit"), YesNo("contactless", true), Day("enrolled_on"));
        wrong = first;
        return first is null ? row : null;

        string Id(string column, int longest)
        {
            var value = text(column).ToUpperInvariant();
            return value.Length > 0 && value.Length <= longest && !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && !CardNumbers.StandsIn(value) ? value : Wrong(column, "");
        }

        string Name(string column) => Free(column, Limits.NameLength) is { Length: > 0 } value ? value : Wrong(column, "");

        string Free(string column, int longest) => text(column) is var value && value.Length <= longest && !CardNumbers.Contains(value) ? value : Wrong(column, "");

        string Digits(string column, int length) => text(column) is var value && value.Length == length && value.All(char.IsAsciiDigit) ? value : Wrong(column, "");

        MerchantStatus Status() => text("status") switch
        {
            "active" => MerchantStatus.Active,
            "suspended" => MerchantStatus.Suspended,
            "closed" => MerchantStatus.Closed,
            _ => Wrong("status", MerchantStatus.Active),
        };

        string Zone() => TimeZoneInfo.TryFindSystemTimeZoneById(text("time_zone"), out _) ? text("time_zone") : Wrong("time_zone", "");

        long? Limit(string column) => text(column) is not { Length: > 0 } value ? null : Money.Parse(value, Currency) is { Minor: >= 0 } money ? money.Minor : Wrong<long?>(column, null);

        bool YesNo(string column, bool usual) => text(column).ToLowerInvariant() switch { "" => usual, "true" or "yes" or "1" => true, "false" or "no" or "0" => false, _ => Wrong(column, usual) };

        DateOnly? Day(string column) => text(column) is not { Length: > 0 } value ? null
            : DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Wrong<DateOnly?>(column, null);

        T Wrong<T>(string column, T instead)
        {
            first ??= column;
            return instead;
        }
    }
}
