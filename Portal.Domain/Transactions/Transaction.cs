using Portal.Domain.Common;

namespace Portal.Domain.Transactions;

public enum TransactionType { Sale, Void, Refund, Preauth, PreauthCompletion, Balance, Reversal, SignOn, Settlement }

/// <summary>What became of it. Reversed: an approval that was taken back; Unknown: nobody answered, or nobody told us.</summary>
public enum Outcome { Approved, Declined, Reversed, Unknown }

/// <summary>Who set DE39.</summary>
public enum CodeSource { Terminal, Acquirer, Switch, Issuer }

public enum NetworkType { Wifi, FiveG, FourG, ThreeG, TwoG, Wired }

/// <summary>One row of the feed, as it stands now. Immutable; fields as in the feed (docs/api.md), never a full card number.</summary>
public sealed record Transaction
{
    public TransactionId Id { get; init; }

    /// <summary>Name of the feed it came from.</summary>
    public string Feed { get; init; } = "default";

    /// <summary>The feed's own id; null where the feed gives none and the natural key (rrn, stan, terminal, time) stands for it.</summary>
    public string? EventId { get; init; }

    /// <summary>DE42.</summary>
    public required string MerchantNumber { get; init; }

    /// <summary>DE41, upper case.</summary>
    public required string TerminalNumber { get; init; }

    /// <summary>UTC, to the millisecond.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
    public required TransactionType Type { get; init; }

    /// <summary>The outcome the feed last sent for this row.</summary>
    public required Outcome SentOutcome { get; init; }

    /// <summary>The reversal that took it back, where one arrived.</summary>
    public TransactionId? ReversedBy { get; init; }

    /// <summary>As it stands now: a settled reversal wins over what was sent.</summary>
    public Outcome Outcome => ReversedBy is null ? SentOutcome : Outcome.Reversed;

    public Money? Amount { get; init; }

    /// <summary>DE39, two characters; meaningless without <see cref="Scheme"/>.</summary>
    public string? ResponseCode { get; init; }

    /// <summary>unionpay, visa, mastercard, iso8583-1987, …</summary>
    public string? Scheme { get; init; }

    /// <summary>Merchant advice code, two digits; the catalogue's row is MACnn.</summary>
    public string? AdviceCode { get; init; }

    /// <summary>DE22, three digits.</summary>
    public string? EntryMode { get; init; }

    /// <summary>First six digits.</summary>
    public string? CardFirst6 { get; init; }

    public string? CardLast4 { get; init; }

    /// <summary>The feed's opaque token: links attempts with one card.</summary>
    public string? CardToken { get; init; }

    /// <summary>DE60.5: 2 = the last chip read failed.</summary>
    public string? ChipCondition { get; init; }

    /// <summary>Service code of the stripe; 2xx and 6xx are chip cards.</summary>
    public string? ServiceCode { get; init; }

    public CodeSource? CodeSource { get; init; }

    /// <summary>Stored payments still waiting on the terminal.</summary>
    public int? UnsentCount { get; init; }

    public string? Stan { get; init; }
    public string? Rrn { get; init; }
    public string? AuthCode { get; init; }
    public string? Batch { get; init; }

    /// <summary>For void, refund and reversal: the feed's id of what it refers to.</summary>
    public string? OriginalEventId { get; init; }

    /// <summary>BIN or institution id of the bank.</summary>
    public string? Issuer { get; init; }

    /// <summary>Tells banks apart: what the feed names, else the card's first six digits.</summary>
    public string? Bank => Issuer ?? CardFirst6;

    public string? HostText { get; init; }
    public TerminalState? Terminal { get; init; }

    /// <summary>Money may move by it.</summary>
    public bool IsMoney => Type is TransactionType.Sale or TransactionType.Preauth or TransactionType.PreauthCompletion
        or TransactionType.Refund or TransactionType.Void;

    /// <summary>The customer pays by it, or promises to.</summary>
    public bool Sells => Type is TransactionType.Sale or TransactionType.Preauth or TransactionType.PreauthCompletion;
}

/// <summary>What the terminal said of itself with the transaction.</summary>
public sealed record TerminalState
{
    public string? Serial { get; init; }
    public string? Model { get; init; }
    public string? Firmware { get; init; }
    public NetworkType? Network { get; init; }

    /// <summary>0 to 5 bars.</summary>
    public int? Signal { get; init; }

    public DateTimeOffset? SignedOnAt { get; init; }
    public DateTimeOffset? CertificateExpires { get; init; }
    public bool? LocationOk { get; init; }
}
