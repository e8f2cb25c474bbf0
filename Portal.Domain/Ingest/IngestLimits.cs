namespace Portal.Domain.Ingest;

/// <summary>Lengths of the feed's fields. Where a field is an ISO 8583 element, that element's length.</summary>
public static class IngestLimits
{
    public const int EventId = 64;
    public const int MerchantNumber = 15;
    public const int TerminalNumber = 8;
    public const int CardToken = 64;
    public const int Scheme = 24;
    public const int Issuer = 11;
    public const int HostText = 500;
    public const int TerminalText = 64;
    public const int UnsentCount = 100_000;
    public const int FeedName = 40;

    /// <summary>More clear digits than this and a "masked" card is not masked.</summary>
    public const int CardClearDigits = 10;
}
