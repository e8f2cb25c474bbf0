using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

public class NoRecordTests
{
    private static readonly DateTimeOffset Later = Given.At.AddMinutes(40), NextDay = Given.At.AddHours(25);

    [Fact]
    public void It_is_not_said_before_a_record_can_have_arrived() =>
        Assert.Equal(new NoRecord(false, "on-its-way", Given.At.AddMinutes(15)), NoRecord.Of(Missing(Given.Soon, Other(1)), Given.Soon));

    [Fact]
    public void Later_payments_of_the_terminal_mean_that_there_was_no_charge() =>
        Assert.Equal(new NoRecord(true, "terminal-heard"), NoRecord.Of(Missing(Later, Other(10)), Later));

    [Fact]
    public void A_silent_terminal_may_still_hold_it() =>
        Assert.Equal(new NoRecord(false, "line-silent", Given.At.AddHours(24)), NoRecord.Of(Missing(Later, Other(-10)), Later));

    [Fact]
    public void A_silent_feed_tells_nothing_however_long_ago_it_was()
    {
        Assert.Equal(new NoRecord(false, "feed-silent", Given.At.AddHours(24)), NoRecord.Of(Missing(Given.At.AddMinutes(-5)), Later));
        Assert.Equal(new NoRecord(false, "feed-silent"), NoRecord.Of(Missing(Given.At.AddMinutes(-5)), NextDay));
    }

    [Fact]
    public void When_the_whole_delay_has_passed_with_the_feed_alive_there_was_no_charge() =>
        Assert.Equal(new NoRecord(true, "delay-passed"), NoRecord.Of(Missing(NextDay), NextDay));

    [Fact]
    public void Payments_stored_on_the_terminal_may_hold_it() =>
        Assert.Equal("unsent-payments", NoRecord.Of(Missing(Later, Other(10) with { UnsentCount = 2 }), Later).Because);

    [Theory]
    [InlineData("timeout-sent", Retry.AfterFix)]
    [InlineData("other", Retry.AfterFix)]
    [InlineData("printer", Retry.CheckFirst)]
    [InlineData("approved-but-declined-shown", Retry.CheckFirst)]
    [InlineData("no-network", Retry.AfterFix)]
    public void What_the_host_may_have_answered_is_checked_first_longer_than_what_never_reached_it(string symptom, Retry retry) =>
        Assert.Equal(retry, VerdictOf(symptom, Missing(Later, Other(10)), Later).Retry);

    [Fact]
    public void No_symptom_that_may_have_reached_the_host_is_settled_while_the_record_cannot_be_missed_yet()
    {
        foreach (var symptom in Given.Playbook.Symptoms.Where(s => s.Reached != Reached.BeforeHost))
            foreach (var file in new[] { Missing(Given.Soon, Other(1)), Missing(Later, Other(-10)), Missing(Given.At.AddMinutes(-5)) })
                Assert.True(SymptomVerdicts.For(symptom, file, Later.AddMinutes(-30)).ForbidsTrying, symptom.Id);
    }

    private static Transaction Other(int minutes) => Given.Approval(minutes, 9).ByOtherCard(5);

    private static Verdict VerdictOf(string symptom, CaseFile file, DateTimeOffset now) => SymptomVerdicts.For(Given.Playbook.Symptom(symptom)!, file, now);

    private static CaseFile Missing(DateTimeOffset heardUntil, params Transaction[] others)
    {
        var sale = new Transaction { MerchantNumber = "898310148160001", TerminalNumber = "10000001", OccurredAt = Given.At, Type = TransactionType.Sale, SentOutcome = Outcome.Unknown };
        return Given.Case(sale, others) with { DataUntil = heardUntil, Symptom = "other" };
    }
}
