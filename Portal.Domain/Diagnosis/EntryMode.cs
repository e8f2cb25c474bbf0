namespace Portal.Domain.Diagnosis;

/// <summary>How the card was read: the first two digits of DE22 (domain.md, a). The third digit means different things in different schemes and is not read.</summary>
public enum CardRead { Unknown, Manual, Stripe, Barcode, Chip, Contactless, Fallback, ChipUnreliable }

public static class EntryModes
{
    /// <summary>Three digits as the feed sends them; anything else is <see cref="CardRead.Unknown"/>.</summary>
    public static CardRead Read(string? entryMode) => entryMode is { Length: >= 2 } ? entryMode[..2] switch
    {
        "01" => CardRead.Manual,
        "02" or "90" => CardRead.Stripe,
        "03" => CardRead.Barcode,
        "05" => CardRead.Chip,
        "07" or "91" or "96" or "98" => CardRead.Contactless,
        "80" => CardRead.Fallback,
        "95" => CardRead.ChipUnreliable,
        _ => CardRead.Unknown,
    } : CardRead.Unknown;
}
