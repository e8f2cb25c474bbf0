using Portal.Domain.Common;

namespace Portal.Domain.Transactions.Lookup;

/// <summary>
/// Best match first: by closeness in time (clocks of terminals and hosts differ by up to ten minutes), by amount and by last four. What failed
/// comes before what was approved only where nothing else tells them apart.
/// </summary>
public static class RankCandidates
{
    private const double ExactAmount = 40;
    private const double TransposedAmount = 22;
    private const double CloseAmount = 15;
    private const double SameLast4 = 35;
    private const double BestTime = 30;
    private const double TimeAtDrift = 20;
    private const double NoSale = -25;
    private const double TakingBack = -8;

    /// <summary>Ahead of the second by less and nobody can say which one is meant.</summary>
    private const double ClearLead = 12;

    public static IReadOnlyList<Candidate> Rank(TransactionCriteria criteria, IEnumerable<Transaction> rows, int most = Limits.LookupCandidates)
    {
        var scored = rows
            .Where(row => criteria.Outcome is null || row.Outcome == criteria.Outcome)
            .Select(row => (Row: row, Away: Away(criteria, row), Points: Points(criteria, row)))
            .OrderByDescending(s => s.Points)
            .ThenBy(s => Standing(s.Row.Outcome))
            .ThenBy(s => s.Away)
            .ThenByDescending(s => s.Row.OccurredAt)
            .ThenByDescending(s => s.Row.Id.Value)
            .ToList();
        if (scored.Count == 0) return [];

        var closest = scored.Min(s => s.Away);
        var best = IsClear(criteria, scored[0].Row, scored[0].Points, scored.Count > 1 ? scored[1].Points : double.NegativeInfinity);
        return [.. scored.Take(most).Select((s, i) => new Candidate(s.Row, Reasons(criteria, s.Row, s.Away, closest), i == 0 && best))];
    }

    private static double Points(TransactionCriteria criteria, Transaction row) =>
        TimePoints(criteria, row) + AmountPoints(criteria, row) + (IsLast4(criteria, row) ? SameLast4 : 0) + row.Type switch
        {
            TransactionType.SignOn or TransactionType.Settlement => NoSale,
            TransactionType.Reversal => TakingBack,
            _ => 0,
        };

    private static double TimePoints(TransactionCriteria criteria, Transaction row)
    {
        if (criteria.At is not { Instants.Count: > 0 }) return 0;
        var away = Away(criteria, row).TotalMinutes;
        if (away <= Limits.ClockDriftMinutes) return BestTime - (BestTime - TimeAtDrift) * away / Limits.ClockDriftMinutes;
        var rest = Math.Max(1, criteria.Minutes - Limits.ClockDriftMinutes);
        return Math.Max(0, TimeAtDrift * (1 - (away - Limits.ClockDriftMinutes) / rest)) * 0.75;
    }

    private static double AmountPoints(TransactionCriteria criteria, Transaction row) => AmountReason(criteria, row) switch
    {
        MatchReasons.SameAmount => ExactAmount,
        MatchReasons.AmountTransposed => TransposedAmount,
        MatchReasons.NearAmount => CloseAmount,
        _ => 0,
    };

    private static string? AmountReason(TransactionCriteria criteria, Transaction row)
    {
        if (criteria.Amount is not { } asked || row.Amount is not { } money) return null;
        var scale = Scale(Money.Decimals(money.Currency));
        var amount = money.Minor / scale;
        if (amount == asked) return MatchReasons.SameAmount;
        if (AreTransposed(decimal.Truncate(asked * scale), money.Minor)) return MatchReasons.AmountTransposed;
        return Math.Abs(amount - asked) <= Math.Max(1, asked / 50) ? MatchReasons.NearAmount : null;
    }

    /// <summary>Two neighbouring digits changed places: 68.00 for 86.00.</summary>
    private static bool AreTransposed(decimal asked, long minor)
    {
        var one = asked.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var other = minor.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (one.Length != other.Length) return false;
        var first = 0;
        while (first < one.Length && one[first] == other[first]) first++;
        return first < one.Length - 1 && one[first] == other[first + 1] && one[first + 1] == other[first]
            && one.AsSpan(first + 2).SequenceEqual(other.AsSpan(first + 2));
    }

    private static bool IsLast4(TransactionCriteria criteria, Transaction row) => criteria.Last4 is not null && criteria.Last4 == row.CardLast4;

    /// <summary>To the nearest instant meant; to the end of the window where a day or nothing was given, so that the newest comes first.</summary>
    private static TimeSpan Away(TransactionCriteria criteria, Transaction row) => criteria.At is { Instants: { Count: > 0 } instants }
        ? instants.Min(instant => (row.OccurredAt - instant).Duration())
        : (criteria.To - row.OccurredAt).Duration();

    private static int Standing(Outcome outcome) => outcome switch
    {
        Outcome.Declined or Outcome.Unknown => 0,
        Outcome.Reversed => 1,
        _ => 2,
    };

    /// <summary>Ahead of all others, and for a reason: a time alone, or an amount and a last four that fit, or the only one there is.</summary>
    private static bool IsClear(TransactionCriteria criteria, Transaction row, double points, double second)
    {
        if (points - second < ClearLead) return false;
        var nearInTime = criteria.At is { Instants.Count: > 0 } && Away(criteria, row) <= TimeSpan.FromMinutes(Limits.ClockDriftMinutes);
        var fits = AmountReason(criteria, row) == MatchReasons.SameAmount || IsLast4(criteria, row);
        var contradicts = criteria.Amount is not null && AmountReason(criteria, row) is null || criteria.Last4 is not null && row.CardLast4 is not null && !IsLast4(criteria, row);
        return !contradicts && (nearInTime || fits);
    }

    private static List<string> Reasons(TransactionCriteria criteria, Transaction row, TimeSpan away, TimeSpan closest)
    {
        var reasons = new List<string>();
        var amount = AmountReason(criteria, row);
        if (amount == MatchReasons.SameAmount) reasons.Add(amount);
        if (IsLast4(criteria, row)) reasons.Add(MatchReasons.Last4);
        if (criteria.At is { Instants.Count: > 0 })
        {
            if (away == closest) reasons.Add(MatchReasons.TimeClosest);
            if (away <= TimeSpan.FromMinutes(Limits.ClockDriftMinutes)) reasons.Add(MatchReasons.WithinDrift);
        }
        else if (away == closest)
        {
            reasons.Add(MatchReasons.Newest);
        }

        if (amount is MatchReasons.AmountTransposed or MatchReasons.NearAmount) reasons.Add(amount);
        if (reasons.Count == 0) reasons.Add(MatchReasons.InWindow);
        return reasons;
    }

    private static decimal Scale(int decimals) => decimals switch { 0 => 1m, 2 => 100m, _ => 1000m };
}
