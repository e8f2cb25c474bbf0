using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>One card or all cards, one terminal or many: what else happened here in the 30 minutes before and after.</summary>
internal static class TrafficEvidence
{
    internal static readonly TimeSpan Around = TimeSpan.FromMinutes(30);

    /// <summary>How long the feed must have gone on, with nothing from this terminal, before the line counts as silent.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>One in so many cards sees such a row by chance, at most.</summary>
    private const double ChanceOfCommon = 0.01;

    public static IEnumerable<Evidence> From(CaseFile file)
    {
        var sale = file.Transaction;
        var here = file.Rows().Where(r => r.TerminalNumber == sale.TerminalNumber).ToList();
        var others = here.Where(r => r.IsMoney && (r.OccurredAt - sale.OccurredAt).Duration() <= Around && SameSale.SameCard(sale, r) != true && !IsSameTry(sale, r)).ToList();

        var failed = others.ToLookup(r => r.Outcome is not (Outcome.Declined or Outcome.Unknown) ? null : (bool?)IsAlike(sale, r));
        var (sameCode, failing) = (ByCard(failed[true]), ByCard(failed[false]));

        // What went through before the first such failure only says that the terminal worked until then.
        var began = failed[true].Select(r => r.OccurredAt).Append(sale.OccurredAt).Min();
        var since = others.Where(r => r.OccurredAt >= began || !HasHistory(file)).ToList();
        var approvedSince = ByCard(since.Where(r => r.Outcome == Outcome.Approved));
        // A common code on another card says nothing where chance gives it; on most of them it says that it is not the card.
        var isNotTheCard = sameCode.Cards > approvedSince.Cards && IsBeyondChance(file, sameCode.Cards, ByCard(since).Cards);
        var approved = isNotTheCard ? approvedSince : ByCard(others.Where(r => r.Outcome == Outcome.Approved));

        if (approved.Cards > 0) yield return new("other-cards-approved", "feed", approved.Last, approved.Cards, SpanMinutes(approved));
        if (isNotTheCard)
            yield return new("other-cards-same-code", "feed", sameCode.Last, sameCode.Cards, SpanMinutes(sameCode));
        if (failing.Cards > 1 && failing.Cards > approved.Cards)
            yield return new("other-cards-failing", "feed", failing.Last, failing.Cards, SpanMinutes(failing));
        if (others.Count == 0) yield return new("no-other-traffic", "feed", sale.OccurredAt, (int)Around.TotalMinutes);

        if (file.StoreTerminalsFine > 0) yield return new("store-terminals-fine", "feed", sale.OccurredAt, file.StoreTerminalsFine);
        if (file.StoreTerminalsFailing > 0) yield return new("store-terminals-failing", "feed", sale.OccurredAt, file.StoreTerminalsFailing);

        var last = here.Select(r => r.OccurredAt).Append(sale.OccurredAt).Max();
        if (sale.Outcome == Outcome.Unknown && file.DataUntil - last >= Silence)
            yield return new("line-silent", "feed", last, SaleEvidence.Minutes(file.DataUntil - last));

        int SpanMinutes((int Cards, DateTimeOffset First, DateTimeOffset Last) group) => Math.Max(1, SaleEvidence.Minutes(
            (group.First - sale.OccurredAt).Duration() > (group.Last - sale.OccurredAt).Duration() ? group.First - sale.OccurredAt : group.Last - sale.OccurredAt));
    }

    /// <summary>The same answer; where there was none, none either.</summary>
    private static bool IsAlike(Transaction sale, Transaction row) =>
        sale.ResponseCode is { } code ? row.ResponseCode == code : sale.Outcome == Outcome.Unknown && row.ResponseCode is null;

    private static bool HasHistory(CaseFile file) => file.Elsewhere.UsualShare is not null;

    /// <summary>Some codes are common: two cards in a row without enough money are no fault of the terminal. Without history the plain count decides.</summary>
    private static bool IsBeyondChance(CaseFile file, int cards, int of) =>
        file.Elsewhere.UsualShare is not { } share || Chance.AtLeastOf(cards, of, share) < ChanceOfCommon;

    /// <summary>How many different cards; rows that do not tell their card count one each.</summary>
    private static (int Cards, DateTimeOffset First, DateTimeOffset Last) ByCard(IEnumerable<Transaction> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0) return default;
        var cards = list.DistinctBy(r => r.CardToken ?? (r.CardLast4 is null ? (object)r : r.CardFirst6 + r.CardLast4)).Count();
        return (cards, list.Min(r => r.OccurredAt), list.Max(r => r.OccurredAt));
    }

    /// <summary>Another try at this sale is not "another card", even where no row tells the card.</summary>
    private static bool IsSameTry(Transaction sale, Transaction row) => SameSale.SameCard(sale, row) is null && SameSale.IsSame(sale, row);
}
