using Portal.Domain.Transactions;

namespace Portal.Domain.Ingest;

/// <summary>What becomes of a row whose key is stored already.</summary>
public enum Merge
{
    /// <summary>Nothing new in it.</summary>
    Duplicate,

    /// <summary>It tells what the stored row did not know.</summary>
    Update,

    /// <summary>It contradicts what is stored; the first stays.</summary>
    Conflict,
}

/// <summary>
/// Repeats and updates (contracts.md). Whatever the order in which the rows of one key arrive, as long as they do not contradict each other,
/// the same row is stored in the end.
/// </summary>
public static class Merging
{
    /// <param name="stored">As stored, with the outcome the feed sent; a reversal that arrived for it plays no part here.</param>
    /// <param name="arrived">Has the same feed and key.</param>
    public static Merge Of(Transaction stored, Transaction arrived)
    {
        if (!IsSameDeed(stored, arrived)) return Merge.Conflict;
        if (Content(stored) == Content(arrived)) return Merge.Duplicate;

        var wasOpen = stored.SentOutcome == Outcome.Unknown;
        var isOpen = arrived.SentOutcome == Outcome.Unknown;
        if (wasOpen && !isOpen) return Merge.Update;
        if (!wasOpen && isOpen) return AsksTheSame(stored, arrived) ? Merge.Duplicate : Merge.Conflict;
        if (!wasOpen) return Merge.Conflict;

        // Both open: the one that tells more stays, whichever came first.
        return TellsMore(arrived, stored) ? Merge.Update : Merge.Duplicate;
    }

    /// <summary>A reversal that went through takes its original back.</summary>
    public static bool Settles(Transaction reversal) =>
        reversal.Type == TransactionType.Reversal && (reversal.SentOutcome is Outcome.Reversed or Outcome.Approved)
        && reversal.OriginalEventId is not null && reversal.OriginalEventId != reversal.EventId;

    /// <summary>Time, merchant and terminal never change for a key: another's id can't be taken over by repeating it.</summary>
    private static bool IsSameDeed(Transaction a, Transaction b) =>
        a.OccurredAt == b.OccurredAt && a.Type == b.Type && a.MerchantNumber == b.MerchantNumber && a.TerminalNumber == b.TerminalNumber;

    private static bool AsksTheSame(Transaction a, Transaction b) =>
        a.Amount == b.Amount && Fits(a.CardToken, b.CardToken) && Fits(a.CardLast4, b.CardLast4) && Fits(a.OriginalEventId, b.OriginalEventId);

    private static bool Fits(string? a, string? b) => a is null || b is null || a == b;

    /// <summary>The row without what the portal added.</summary>
    private static Transaction Content(Transaction row) => row with { Id = default, ReceivedAt = default, ReversedBy = null };

    private static bool TellsMore(Transaction a, Transaction b)
    {
        var (one, other) = (Weight(a), Weight(b));
        return one.Told != other.Told ? one.Told > other.Told : string.CompareOrdinal(one.Text, other.Text) > 0;
    }

    private static (int Told, string Text) Weight(Transaction row)
    {
        var content = Content(row);
        string?[] told =
        [
            content.ResponseCode, content.Scheme, content.AdviceCode, content.EntryMode, content.CardFirst6, content.CardLast4, content.CardToken, content.ChipCondition,
            content.ServiceCode, content.Stan, content.Rrn, content.AuthCode, content.Batch, content.OriginalEventId, content.Issuer, content.HostText,
            content.Amount?.ToString(), content.UnsentCount?.ToString(System.Globalization.CultureInfo.InvariantCulture), content.CodeSource?.Word(), content.Terminal?.ToString(),
        ];
        return (told.Count(t => t is not null), string.Join('\n', told));
    }
}
