using Portal.Domain.Common;
using Portal.Domain.Transactions;
using Portal.Domain.Transactions.Lookup;

namespace Portal.Tests.Domain.Transactions;

public class RankCandidatesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 6, 5, 0, TimeSpan.Zero);

    private static Transaction Sale(int id, double minutes, long minor, string last4 = "0000", Outcome outcome = Outcome.Approved, TransactionType type = TransactionType.Sale) => new()
    {
        Id = new(id),
        MerchantNumber = "M1",
        TerminalNumber = "10000001",
        OccurredAt = At.AddMinutes(minutes),
        Type = type,
        SentOutcome = outcome,
        Amount = new Money(minor, "CNY"),
        CardLast4 = last4,
    };

    private static IReadOnlyList<Candidate> Rank(TransactionCriteria.Typed typed, params Transaction[] rows) =>
        RankCandidates.Rank(TransactionCriteria.Parse(typed with { At = typed.At ?? "2026-11-23T06:05Z" }, TimeZoneInfo.Utc, At).Criteria, rows);

    [Fact]
    public void Amount_and_time_find_the_one_although_the_clock_is_eight_minutes_off()
    {
        var found = Rank(new(Amount: "86"), Sale(1, 1, 4200), Sale(2, 8, 8600), Sale(3, -3, 1200));

        Assert.Equal(2, found[0].Transaction.Id.Value);
        Assert.True(found[0].IsBest);
        Assert.Equal([MatchReasons.SameAmount, MatchReasons.WithinDrift], found[0].Match);
    }

    [Fact]
    public void Two_alike_are_both_shown_and_neither_is_marked()
    {
        var found = Rank(new(Amount: "86"), Sale(1, 0, 8600), Sale(2, 1, 8600, outcome: Outcome.Declined));

        Assert.DoesNotContain(found, c => c.IsBest);
    }

    [Fact]
    public void What_failed_comes_first_only_where_nothing_else_tells_them_apart()
    {
        Assert.Equal(2, Rank(new(), Sale(1, 2, 8600), Sale(2, 2, 8600, outcome: Outcome.Declined))[0].Transaction.Id.Value);
        Assert.Equal(1, Rank(new(), Sale(1, 1, 8600), Sale(2, 9, 8600, outcome: Outcome.Declined))[0].Transaction.Id.Value);
    }

    [Fact]
    public void The_last_four_outweigh_the_time()
    {
        var found = Rank(new(Last4: "1234"), Sale(1, 0, 8600), Sale(2, 20, 8600, "1234"));

        Assert.Equal(2, found[0].Transaction.Id.Value);
        Assert.Contains(MatchReasons.Last4, found[0].Match);
    }

    [Fact]
    public void Swapped_digits_are_recognised() => Assert.Contains(MatchReasons.AmountTransposed, Rank(new(Amount: "68"), Sale(1, 0, 8600))[0].Match);

    [Fact]
    public void The_outcome_filters() => Assert.Equal([2], Rank(new(Outcome: "declined"), Sale(1, 0, 1), Sale(2, 0, 1, outcome: Outcome.Declined)).Select(c => (int)c.Transaction.Id.Value));

    [Fact]
    public void A_single_one_that_contradicts_what_was_typed_is_not_marked() => Assert.False(Rank(new(Amount: "999"), Sale(1, 0, 8600))[0].IsBest);
}
