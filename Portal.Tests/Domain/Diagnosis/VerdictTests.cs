using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

public class VerdictTests
{
    [Fact]
    public void A_definite_decline_moves_no_money_and_waits_for_nothing() =>
        Assert.Equal(new Verdict(MoneyMoved.No, Retry.NotThisCard, "declined"), Given.VerdictOf(Given.Case(Given.Sale("51"))));

    [Theory]
    [InlineData("05", "unionpay", Retry.NotThisCard)]
    [InlineData("55", "unionpay", Retry.AfterFix)]
    [InlineData("91", "unionpay", Retry.Later)]
    [InlineData("19", "unionpay", Retry.Now)]
    [InlineData("43", "unionpay", Retry.NotThisCard)]
    [InlineData("21", "unionpay", Retry.NotThisCard)]
    [InlineData("21", "visa", Retry.AfterFix)]
    [InlineData("ZZ", "unionpay", Retry.NotThisCard)]
    public void What_may_be_tried_follows_the_code_of_its_own_scheme(string code, string scheme, Retry retry) =>
        Assert.Equal((MoneyMoved.No, retry), Of(Given.Case(Given.Sale(code, scheme))));

    [Theory]
    [InlineData("51", "02", Retry.Later)]
    [InlineData("51", "03", Retry.NotThisCard)]
    [InlineData("05", "24", Retry.Later)]
    [InlineData("91", "21", Retry.NotThisCard)]
    [InlineData("43", "02", Retry.NotThisCard)]
    public void Advice_wins_over_the_code_except_that_a_pick_up_card_stays_away(string code, string advice, Retry retry) =>
        Assert.Equal((MoneyMoved.No, retry), Of(Given.Case(Given.Sale(code, "mastercard") with { AdviceCode = advice })));

    [Theory]
    [InlineData("68", null)]
    [InlineData("98", null)]
    [InlineData("96", null)]
    [InlineData("96", CodeSource.Switch)]
    [InlineData("00", null)]
    public void Codes_that_mean_no_answer_are_checked_first(string code, CodeSource? source)
    {
        var verdict = Given.VerdictOf(Given.Case(Given.Sale(code) with { CodeSource = source }));

        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), (verdict.MoneyMoved, verdict.Retry));
        Assert.Equal(Given.At.AddHours(24), verdict.SettlesAt);
    }

    [Fact]
    public void A_fault_that_the_issuer_itself_answered_is_a_decline() =>
        Assert.Equal((MoneyMoved.No, Retry.Later), Of(Given.Case(Given.Sale("96") with { CodeSource = CodeSource.Issuer })));

    [Fact]
    public void An_unknown_outcome_is_checked_first_until_the_feed_delay_has_passed()
    {
        var file = Given.Case(Given.Sale(null, outcome: Outcome.Unknown)) with { FeedDelay = TimeSpan.FromHours(2) };

        Assert.Equal(Retry.CheckFirst, Verdicts.For(file, Given.At.AddMinutes(119)).Retry);
        Assert.Equal((MoneyMoved.No, Retry.Later), (Verdicts.For(file, Given.At.AddHours(2)).MoneyMoved, Verdicts.For(file, Given.At.AddHours(2)).Retry));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    [InlineData(600)]
    public void An_approval_of_the_same_sale_before_or_after_means_paid(int minutes)
    {
        var verdict = Given.VerdictOf(Given.Case(Given.Sale("68"), Given.Approval(minutes, 2)));

        Assert.Equal((MoneyMoved.Yes, Retry.NotNeeded), (verdict.MoneyMoved, verdict.Retry));
        Assert.Equal(2, verdict.About!.Id.Value);
    }

    [Fact]
    public void Another_card_terminal_amount_kind_or_day_is_another_sale()
    {
        var approval = Given.Approval(3, 2);
        Transaction[] others =
        [
            approval.ByOtherCard(2), approval with { TerminalNumber = "10000002" }, approval with { Amount = new(8700, "CNY") },
            approval with { Type = TransactionType.Refund }, approval with { OccurredAt = Given.At.AddHours(25) }, approval with { OccurredAt = Given.At.AddMinutes(-31) },
        ];

        Assert.All(others, other => Assert.Equal(Retry.NotThisCard, Given.VerdictOf(Given.Case(Given.Sale(), other)).Retry));
    }

    [Fact]
    public void Where_a_row_does_not_tell_its_card_terminal_and_amount_decide_within_half_an_hour()
    {
        var nameless = Given.Approval(3, 2) with { CardToken = null, CardLast4 = null, CardFirst6 = null };

        Assert.Equal(Retry.NotNeeded, Given.VerdictOf(Given.Case(Given.Sale(), nameless)).Retry);
        Assert.Equal(Retry.NotThisCard, Given.VerdictOf(Given.Case(Given.Sale(), nameless with { OccurredAt = Given.At.AddMinutes(31) })).Retry);
    }

    [Fact]
    public void A_decline_after_an_unanswered_try_at_the_same_sale_is_checked_first() =>
        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), Of(Given.Case(Given.Sale("51"), Given.Sale(null, outcome: Outcome.Unknown, minutes: -2, id: 2))));

    [Fact]
    public void A_reversed_sale_moved_no_money_and_may_be_tried_again()
    {
        var verdict = Given.VerdictOf(Given.Case(Given.Sale(null, outcome: Outcome.Unknown) with { ReversedBy = new(9) }));

        Assert.Equal(new Verdict(MoneyMoved.No, Retry.Now, "reversed"), verdict);
    }

    [Theory]
    [InlineData(Outcome.Unknown)]
    [InlineData(Outcome.Declined)]
    public void A_sale_that_is_being_reversed_is_checked_first(Outcome outcome)
    {
        var reversal = Given.Sale(null, outcome: outcome, minutes: 1, id: 2) with { Type = TransactionType.Reversal, OriginalEventId = "e1" };

        Assert.Equal("reversing", Given.VerdictOf(Given.Case(Given.Approval(0, 1), reversal)).Because);
        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), Of(Given.Case(Given.Sale("51"), reversal)));
        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), Of(Given.Case(Given.Approval(0, 1), reversal with { OriginalEventId = null })));
    }

    [Fact]
    public void A_reversal_looked_up_speaks_of_the_sale_it_takes_back()
    {
        var reversal = Given.Sale(null, outcome: Outcome.Approved, minutes: 1, id: 2) with { Type = TransactionType.Reversal, OriginalEventId = "e1" };

        Assert.Equal((MoneyMoved.No, Retry.Now), Of(Given.Case(reversal, Given.Sale(null, outcome: Outcome.Unknown) with { ReversedBy = new(2) })));
        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), Of(Given.Case(reversal with { SentOutcome = Outcome.Unknown }, Given.Sale(null, outcome: Outcome.Unknown))));
    }

    [Fact]
    public void A_sale_that_timed_out_and_was_reversed_may_be_tried_at_once_on_both_pages()
    {
        var sale = Given.Sale("98", outcome: Outcome.Unknown) with { ReversedBy = new(2) };
        var reversal = Given.Sale("00", outcome: Outcome.Approved, minutes: 4, id: 2) with { Type = TransactionType.Reversal, OriginalEventId = "e1" };

        Assert.Equal((MoneyMoved.No, Retry.Now), Of(Given.Case(sale, reversal)));
        Assert.Equal((MoneyMoved.No, Retry.Now), Of(Given.Case(reversal, sale) with { Original = Given.Case(sale, reversal) }));
    }

    [Fact]
    public void A_sale_reversed_after_an_answer_keeps_what_the_answer_says() =>
        Assert.Equal((MoneyMoved.No, Retry.NotThisCard), Of(Given.Case(Given.Sale("51") with { ReversedBy = new(2) })));

    [Fact]
    public void A_pick_up_answer_to_another_try_keeps_the_card_away()
    {
        var timedOut = Given.Sale("98", outcome: Outcome.Unknown) with { ReversedBy = new(9) };

        Assert.Equal((MoneyMoved.No, Retry.NotThisCard), Of(Given.Case(timedOut, Given.Sale("43", minutes: 1, id: 3))));
    }

    [Fact]
    public void A_reversal_whose_sale_is_not_here_never_invites_to_charge_again()
    {
        var lone = Given.Sale("00", outcome: Outcome.Approved, minutes: 1, id: 2) with { Type = TransactionType.Reversal, OriginalEventId = "elsewhere" };

        Assert.Equal((MoneyMoved.No, Retry.NotNeeded), Of(Given.Case(lone)));
        Assert.Equal((MoneyMoved.Yes, Retry.NotNeeded), Of(Given.Case(lone, Given.Approval(1, 3))));
        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), Of(Given.Case(lone with { SentOutcome = Outcome.Unknown })));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("elsewhere")]
    public void An_unfinished_reversal_of_a_try_that_has_not_come_yet_is_checked_first(string? original)
    {
        var reversal = Given.Sale(null, outcome: Outcome.Unknown, minutes: -1, id: 2) with { Type = TransactionType.Reversal, OriginalEventId = original };

        Assert.Equal("reversing", Given.VerdictOf(Given.Case(Given.Sale("51"), reversal)).Because);
        Assert.Equal("reversing", Given.VerdictOf(Given.Case(Given.Sale("51"), reversal with { Amount = null })).Because);
        Assert.Equal(Retry.NotThisCard, Given.VerdictOf(Given.Case(Given.Sale("51"), reversal with { SentOutcome = Outcome.Approved })).Retry);
        Assert.Equal(Retry.NotThisCard, Given.VerdictOf(Given.Case(Given.Sale("51"), reversal.ByOtherCard(2))).Retry);
    }

    [Theory]
    [InlineData(-10, "reversing")]
    [InlineData(-11, "approved")]
    public void A_reversal_that_names_nothing_may_carry_an_earlier_time_than_its_sale_by_what_clocks_are_off(int minutes, string because)
    {
        var reversal = Given.Sale(null, outcome: Outcome.Unknown, minutes: minutes, id: 2) with { Type = TransactionType.Reversal };

        Assert.Equal(because, Given.VerdictOf(Given.Case(Given.Approval(0, 1), reversal)).Because);
    }

    [Fact]
    public void A_void_that_was_itself_taken_back_undoes_nothing()
    {
        var voided = Given.Approval(2, 2) with { Type = TransactionType.Void, OriginalEventId = "e1" };
        var back = Given.Approval(3, 3) with { Type = TransactionType.Reversal, OriginalEventId = "e2" };

        Assert.Equal((MoneyMoved.Yes, Retry.NotNeeded), Of(Given.Case(Given.Sale("51", id: 4, minutes: 1), Given.Approval(0, 1), voided, back)));
        Assert.Equal((MoneyMoved.Unknown, Retry.CheckFirst), Of(Given.Case(Given.Sale("51", id: 4, minutes: 1), Given.Approval(0, 1), voided, back with { SentOutcome = Outcome.Unknown })));
    }

    [Fact]
    public void Tokens_of_two_feeds_are_not_compared()
    {
        var elsewhere = Given.Approval(3, 2) with { Feed = "other", CardToken = "their-own-name-for-it" };

        Assert.Equal(Retry.NotNeeded, Given.VerdictOf(Given.Case(Given.Sale(), elsewhere)).Retry);
    }

    [Fact]
    public void A_count_of_none_that_may_be_older_than_the_stored_payment_clears_nothing()
    {
        var stored = Given.Sale("51") with { UnsentCount = 1 };
        Transaction None(int minutes) => Given.Approval(minutes, 3).ByOtherCard(3) with { UnsentCount = 0 };

        Assert.Equal("stored-on-terminal", Given.VerdictOf(Given.Case(stored, None(9))).Because);
        Assert.Equal("declined", Given.VerdictOf(Given.Case(stored, None(10))).Because);
    }

    [Fact]
    public void A_count_hours_later_matters_unless_none_was_stored_in_between()
    {
        var later = Given.Approval(180, 3).ByOtherCard(3) with { UnsentCount = 2 };

        Assert.Equal("stored-on-terminal", Given.VerdictOf(Given.Case(Given.Sale("51"), later)).Because);
        Assert.Equal("declined", Given.VerdictOf(Given.Case(Given.Sale("51"), later, Given.Approval(60, 4).ByOtherCard(4) with { UnsentCount = 0 })).Because);
    }

    [Fact]
    public void Payments_waiting_on_the_terminal_are_checked_first_until_it_reports_none()
    {
        var stored = Given.Sale("51") with { UnsentCount = 2 };
        var sent = Given.Approval(10, 3).ByOtherCard(3) with { UnsentCount = 0 };

        Assert.Equal("stored-on-terminal", Given.VerdictOf(Given.Case(stored)).Because);
        Assert.Equal("stored-on-terminal", Given.VerdictOf(Given.Case(Given.Sale("51"), Given.Approval(-5, 3).ByOtherCard(3) with { UnsentCount = 1 })).Because);
        Assert.Equal((MoneyMoved.No, Retry.NotThisCard), Of(Given.Case(stored, sent)));
    }

    [Fact]
    public void A_voided_or_fully_refunded_sale_was_taken_back_and_needs_nothing()
    {
        foreach (var type in new[] { TransactionType.Void, TransactionType.Refund })
        {
            var undo = Given.Approval(20, 2) with { Type = type, OriginalEventId = "e1" };
            Assert.Equal((MoneyMoved.No, Retry.NotNeeded), Of(Given.Case(Given.Approval(0, 1), undo)));
        }

        var part = Given.Approval(20, 2) with { Type = TransactionType.Refund, OriginalEventId = "e1", Amount = new(100, "CNY") };
        Assert.Equal((MoneyMoved.Yes, Retry.NotNeeded), Of(Given.Case(Given.Approval(0, 1), part)));
    }

    [Fact]
    public void Refunds_and_voids_that_were_declined_moved_nothing()
    {
        foreach (var type in new[] { TransactionType.Void, TransactionType.Refund })
            Assert.Equal((MoneyMoved.No, Retry.AfterFix), Of(Given.Case(Given.Sale("25") with { Type = type })));
    }

    [Fact]
    public void Signing_on_and_asking_for_a_balance_move_no_money() =>
        Assert.All([TransactionType.SignOn, TransactionType.Balance], type =>
            Assert.Equal(MoneyMoved.No, Given.VerdictOf(Given.Case(Given.Sale("77") with { Type = type, Amount = null })).MoneyMoved));

    private static (MoneyMoved, Retry) Of(CaseFile file) => (Given.VerdictOf(file).MoneyMoved, Given.VerdictOf(file).Retry);
}
