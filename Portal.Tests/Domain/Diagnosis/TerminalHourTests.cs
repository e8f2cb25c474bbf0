using Portal.Domain.Diagnosis;

namespace Portal.Tests.Domain.Diagnosis;

public class TerminalHourTests
{
    private static int[] Minutes(CaseFile file) => [.. TerminalHour.Of(file, 40).Rows.Select(r => (int)(r.OccurredAt - Given.At).TotalMinutes)];

    [Fact]
    public void Every_payment_the_evidence_counts_is_on_the_line()
    {
        var cards = new[] { -30, -29, 12, 29, 30 }.Select((minutes, i) => Given.Approval(minutes, i + 2).ByOtherCard(i + 2)).ToArray();
        var file = Given.Case(Given.Sale(), cards);

        var counted = EvidenceRules.From(file, Given.At.AddMinutes(40)).Single(e => e.Key == "other-cards-approved");

        Assert.Equal(5, counted.Numbers[0]);
        Assert.Equal([-30, -29, 0, 12, 29, 30], Minutes(file));
    }

    [Fact]
    public void It_ends_with_the_payment_where_nothing_followed_and_is_an_hour_long()
    {
        var file = Given.Case(Given.Sale(), Given.Approval(-61, 2), Given.Approval(-60, 3), Given.Approval(-5, 4));

        Assert.Equal([-60, -5, 0], Minutes(file));
        Assert.Equal(Given.At, TerminalHour.Of(file, 40).To);
    }

    [Fact]
    public void What_came_more_than_half_an_hour_later_or_on_another_terminal_is_not_on_it()
    {
        var elsewhere = Given.Approval(3, 3) with { TerminalNumber = "10000002" };
        var file = Given.Case(Given.Sale(), Given.Approval(31, 2), elsewhere);

        Assert.Equal([0], Minutes(file));
    }

    [Fact]
    public void Of_very_many_the_newest_are_kept()
    {
        var file = Given.Case(Given.Sale(), [.. Enumerable.Range(1, 50).Select(i => Given.Approval(-51 + i, i + 1))]);

        var rows = TerminalHour.Of(file, 40).Rows;

        Assert.Equal(40, rows.Count);
        Assert.Equal(Given.At, rows[^1].OccurredAt);
    }

    [Fact]
    public void A_stand_in_for_a_record_that_is_missing_is_no_payment()
    {
        var file = Given.Case(Given.Sale(), Given.Approval(-5, 2)) with { Symptom = "no-network" };

        Assert.Equal([-5], Minutes(file));
    }
}
