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

    /// <summary>
    /// Other terminals of the merchant (those of the shop first) in the 30 minutes around: how many saw an approval, how many nothing but failures like this one.
    /// </summary>
    public int StoreTerminalsFine { get; init; }

    public int StoreTerminalsFailing { get; init; }

    public CodeElsewhere Elsewhere { get; init; } = CodeElsewhere.NotCompared;

    /// <summary>Registration, where the terminal is registered.</summary>
    public Terminal? Terminal { get; init; }

    public Merchant? Merchant { get; init; }

    /// <summary>What the catalogue says of the response code (its stand-in where it does not know it); null where the row carries no code.</summary>
    public ResponseCode? Code { get; init; }

    /// <summary>The merchant advice code's row, where one was sent; it wins on retry.</summary>
    public ResponseCode? Advice { get; init; }

    /// <summary>What the answers to the other rows mean; null leaves those unread.</summary>
    public ResponseCodeCatalogue? Codes { get; init; }

    /// <summary>Of a reversal: the case of the sale it takes back, gathered around that sale, where it is here.</summary>
    public CaseFile? Original { get; init; }

    /// <summary>What the screen shows, where the terminal's record of the sale never reached the feed; then <see cref="Transaction"/> is a stand-in without an id.</summary>
    public string? Symptom { get; init; }

    /// <summary>Time of the last approval on the terminal before this transaction.</summary>
    public DateTimeOffset? LastApprovalAt { get; init; }

    /// <summary>Newest firmware seen registered for this model; null where unknown.</summary>
    public string? NewestFirmware { get; init; }

    /// <summary>Store's IANA time zone.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Around the host's change of day, in the store's time (domain.md, b 37).</summary>
    public CutOver CutOver { get; init; } = CutOver.Usual;

    /// <summary>The newest thing heard from the feed: facts hold up to here.</summary>
    public DateTimeOffset DataUntil { get; init; }

    /// <summary>How long after the sale an unknown outcome may still be settled by the feed.</summary>
    public TimeSpan FeedDelay { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long after a sale its record reaches the portal at the latest, as long as the terminal is online and the feed goes on.</summary>
    public TimeSpan RecordDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The store's zone; UTC where the name is not one this machine knows.</summary>
    public TimeZoneInfo Zone() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Every row of the file except the transaction itself, each once, by time; never by order of arrival.</summary>
    public IEnumerable<Transaction> Rows() => SameTerminal.Concat(Related)
        .Where(row => !SameSale.IsSubject(this, row))
        .DistinctBy(row => row.Id == default ? (object)row : row.Id)
        .OrderBy(row => row.OccurredAt).ThenBy(row => row.EventId, StringComparer.Ordinal).ThenBy(row => row.Stan, StringComparer.Ordinal)
        .ThenBy(row => row.Rrn, StringComparer.Ordinal).ThenBy(row => row.Feed, StringComparer.Ordinal)
        .ThenBy(row => row.Type).ThenBy(row => row.SentOutcome).ThenBy(row => row.ResponseCode, StringComparer.Ordinal);

    /// <summary>What the answer to a row means; null where it carries no code.</summary>
    public ResponseCode? CodeOf(Transaction row) =>
        SameSale.IsSubject(this, row) ? Code : row.ResponseCode is { } code ? Codes?.Find(row.Scheme, code) : null;

    public ResponseCode? AdviceOf(Transaction row) => SameSale.IsSubject(this, row) ? Advice : Codes?.FindAdvice(row.Scheme, row.AdviceCode);

    /// <summary>The same facts, read from another row of the file.</summary>
    public CaseFile About(Transaction row) => this with
    {
        Transaction = row,
        SameTerminal = [.. SameTerminal, Transaction],
        Code = CodeOf(row),
        Advice = AdviceOf(row),
        Original = null,
    };
}
