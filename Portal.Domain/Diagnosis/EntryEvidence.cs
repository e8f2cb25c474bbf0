using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>How the card was read, and who answered.</summary>
internal static class EntryEvidence
{
    /// <summary>DE60.5: the last chip read on the terminal failed.</summary>
    private const string ChipFailed = "2";

    public static IEnumerable<Evidence> From(CaseFile file)
    {
        var sale = file.Transaction;
        var read = EntryModes.Read(sale.EntryMode);
        var chipCard = sale.ServiceCode is ['2' or '6', ..];
        var chipFailed = sale.ChipCondition == ChipFailed;

        // A swipe after a failed chip read is fallback; a swipe without one is a clerk who swiped first (domain.md, a).
        if (read == CardRead.Stripe && chipCard && !chipFailed) yield return new("chip-card-swiped", "feed", sale.OccurredAt);
        if (chipFailed || read is CardRead.Fallback or CardRead.ChipUnreliable) yield return new("chip-read-failed", "feed", sale.OccurredAt);
        if (read is CardRead.Stripe or CardRead.Fallback) yield return new("swiped", "feed", sale.OccurredAt);
        if (read == CardRead.Chip) yield return new("inserted", "feed", sale.OccurredAt);
        if (read == CardRead.Manual) yield return new("manual-entry", "feed", sale.OccurredAt);
        if (read == CardRead.Contactless) yield return new("contactless", "feed", sale.OccurredAt);
        if (read == CardRead.Contactless && file.Terminal is { Contactless: false }) yield return new("contactless-not-enabled", "registration", sale.OccurredAt);

        if (IsForeign(sale.Scheme))
        {
            yield return new("foreign-card", "feed", sale.OccurredAt, sale.Scheme!);
            if (file.Merchant is { ForeignCards: false }) yield return new("foreign-not-enabled", "registration", sale.OccurredAt);
            if (OnlyForeignFail(file) is { } cards) yield return new("only-foreign-failing", "feed", sale.OccurredAt, cards.Foreign, cards.Domestic);
        }

        if (sale.CodeSource == CodeSource.Terminal) yield return new("code-from-terminal", "feed", sale.OccurredAt);
        if (sale.CodeSource == CodeSource.Issuer) yield return new("code-from-issuer", "feed", sale.OccurredAt);
    }

    /// <summary>Several foreign cards failed here and none went through, while domestic ones did: how many of each.</summary>
    private static (int Foreign, int Domestic)? OnlyForeignFail(CaseFile file)
    {
        var rows = file.Rows().Where(r => r.IsMoney && r.TerminalNumber == file.Transaction.TerminalNumber).Append(file.Transaction).ToLookup(r => IsForeign(r.Scheme));
        var domestic = rows[false].Count(r => r.Outcome == Outcome.Approved);
        if (domestic == 0 || rows[true].Any(r => r.Outcome == Outcome.Approved)) return null;
        var foreign = rows[true].Where(r => r.Outcome == Outcome.Declined).DistinctBy(r => r.CardToken ?? (r.CardLast4 is null ? (object)r : r.CardFirst6 + r.CardLast4)).Count();
        return foreign > 1 ? (foreign, domestic) : null;
    }

    /// <summary>Only what names another scheme is foreign: "iso8583-1987" names none.</summary>
    private static bool IsForeign(string? scheme) => scheme is not (null or "" or "unionpay" or ResponseCodeCatalogue.Fallback);
}
