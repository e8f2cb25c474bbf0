using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>Every fact about one transaction, collected once; all rules read only this.</summary>
public sealed record CaseFile
{
    public required Transaction Transaction { get; init; }

    /// <summary>Everything else on that terminal from 60 minutes before to now (at most 24 h after), rising by time.</summary>
    public IReadOnlyList<Transaction> SameTerminal { get; init; } = [];

    /// <summary>Rows that name this one as their original, and the one it names.</summary>
    public IReadOnlyList<Transaction> Related { get; init; } = [];

    /// <summary>Other terminals of the shop in the 30 minutes around: how many saw an approval, how many saw only failures.</summary>
    public int StoreTerminalsFine { get; init; }

    public int StoreTerminalsFailing { get; init; }

    public CodeElsewhere Elsewhere { get; init; } = new(0, 0, 0, 0);

    /// <summary>Registration, where the terminal is registered.</summary>
    public Terminal? Terminal { get; init; }

    public Merchant? Merchant { get; init; }

    /// <summary>Same code in every scheme fallback order; null where the catalogue does not know it.</summary>
    public ResponseCode? Code { get; init; }

    public ResponseCode? Advice { get; init; }

    /// <summary>Time of the last approval on the terminal before this transaction.</summary>
    public DateTimeOffset? LastApprovalAt { get; init; }

    /// <summary>Newest firmware seen registered for this model; null where unknown.</summary>
    public string? NewestFirmware { get; init; }

    /// <summary>Store's IANA time zone.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>The newest thing heard from the feed: facts hold up to here.</summary>
    public DateTimeOffset DataUntil { get; init; }

    /// <summary>How long after the sale an unknown outcome may still be settled by the feed.</summary>
    public TimeSpan FeedDelay { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>The same code at other merchants in the 30 minutes around, against the usual rate.</summary>
public sealed record CodeElsewhere(int Declines, int Terminals, int Merchants, int Issuers);
