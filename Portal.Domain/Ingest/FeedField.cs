namespace Portal.Domain.Ingest;

/// <summary>The fields of a transaction row, in the order in which their problems are reported (contracts.md, "A transaction").</summary>
public enum FeedField
{
    EventId, MerchantId, TerminalId, OccurredAt, Type, Outcome, Amount, Currency, ResponseCode, Scheme, AdviceCode, EntryMode, Card, CardToken,
    ChipCondition, ServiceCode, CodeSource, UnsentCount, Stan, Rrn, AuthCode, Batch, OriginalEventId, Issuer, HostText,
    TerminalSerial, TerminalModel, TerminalFirmware, TerminalNetwork, TerminalSignal, TerminalSignedOnAt, TerminalCertificateExpires, TerminalLocationOk,
}

public static class FeedFields
{
    /// <summary>Names as in the feed: snake_case, the terminal's with "terminal." before them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "event_id", "merchant_id", "terminal_id", "occurred_at", "type", "outcome", "amount", "currency", "response_code", "scheme", "advice_code", "entry_mode", "card", "card_token",
        "chip_condition", "service_code", "code_source", "unsent_count", "stan", "rrn", "auth_code", "batch", "original_event_id", "issuer", "host_text",
        "terminal.serial", "terminal.model", "terminal.firmware", "terminal.network", "terminal.signal", "terminal.signed_on_at", "terminal.certificate_expires", "terminal.location_ok",
    ];

    public const int Count = 33;

    private static readonly Dictionary<string, FeedField> ByName =
        Names.Select((name, i) => (name, (FeedField)i)).ToDictionary(x => x.name, x => x.Item2, StringComparer.Ordinal);

    public static string Name(FeedField field) => Names[(int)field];

    /// <summary>Null for a name the portal does not know.</summary>
    public static FeedField? Find(string name) => ByName.TryGetValue(name, out var field) ? field : null;
}
