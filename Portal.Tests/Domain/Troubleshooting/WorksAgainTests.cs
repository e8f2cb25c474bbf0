using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Domain.Diagnosis;

namespace Portal.Tests.Domain.Troubleshooting;

public class WorksAgainTests
{
    /// <summary>The fix was begun two minutes after the decline.</summary>
    private static readonly DateTimeOffset Since = Given.At.AddMinutes(2), Now = Given.At.AddMinutes(20);

    private static readonly Fix Plain = Given.Playbook.Fixes.First(f => !f.OtherCard), OtherCard = Given.Playbook.Fixes.First(f => f.OtherCard);

    private static readonly Transaction Sale = Given.Sale("58");

    [Theory]
    [InlineData(Scope.Terminal)]
    [InlineData(Scope.Line)]
    [InlineData(Scope.MerchantAccount)]
    public void Any_customers_approval_shows_that_a_terminal_works_again(Scope scope) =>
        Assert.Equal(9, Seen(scope, Plain, Arrived(5, 9).ByOtherCard(7))?.Id.Value);

    [Theory]
    [InlineData(Scope.Card)]
    [InlineData(Scope.Unknown)]
    [InlineData(Scope.BankWide)]
    public void Another_customers_approval_says_nothing_about_this_card_or_its_bank(Scope scope)
    {
        Assert.Null(Seen(scope, Plain, Arrived(5, 9).ByOtherCard(7)));
        Assert.Equal(9, Seen(scope, Plain, Arrived(5, 9))?.Id.Value);
    }

    [Fact]
    public void An_approval_of_the_same_bank_shows_that_the_bank_is_back()
    {
        var file = Given.Case(Sale with { Issuer = "01020000" }, Arrived(5, 8).ByOtherCard(7) with { Issuer = "01030000" }, Arrived(6, 9).ByOtherCard(8) with { Issuer = "01020000" });

        Assert.Equal(9, WorksAgain.In(file, Verdicts.For(file, Now), Scope.BankWide, Plain, Since, Now)?.Id.Value);
    }

    [Fact]
    public void The_same_amount_with_another_card_counts_where_another_card_was_the_advice()
    {
        Assert.Equal(9, Seen(Scope.Card, OtherCard, Arrived(5, 9).ByOtherCard(7))?.Id.Value);
        Assert.Null(Seen(Scope.Card, OtherCard, Arrived(5, 9).ByOtherCard(7) with { Amount = new(500, "CNY") }));
        Assert.Null(Seen(Scope.Card, OtherCard, Arrived(45, 9).ByOtherCard(7)));
    }

    [Fact]
    public void A_terminal_that_worked_all_along_is_not_cured_by_the_next_customer() =>
        Assert.Null(Seen(Scope.Terminal, Plain, Arrived(1, 8).ByOtherCard(6), Arrived(5, 9).ByOtherCard(7)));

    [Fact]
    public void What_was_approved_or_sent_before_the_fix_was_begun_shows_nothing()
    {
        Assert.Null(Seen(Scope.Terminal, Plain, Arrived(1, 9).ByOtherCard(7)));
        Assert.Null(Seen(Scope.Terminal, Plain, Arrived(5, 9).ByOtherCard(7) with { ReceivedAt = Since.AddMinutes(-1) }));
    }

    [Fact]
    public void Another_way_of_reading_the_card_or_another_scheme_is_another_question()
    {
        Assert.Null(Seen(Scope.Terminal, Plain, Arrived(5, 9).ByOtherCard(7) with { EntryMode = "071" }));
        Assert.Null(Seen(Scope.MerchantAccount, Plain, Arrived(5, 9).ByOtherCard(7) with { Scheme = "visa" }));
    }

    [Fact]
    public void Nothing_works_again_while_it_is_open_whether_the_sale_is_paid()
    {
        var file = Given.Case(Given.Sale(null, outcome: Outcome.Unknown), Arrived(5, 9).ByOtherCard(7));

        Assert.Null(WorksAgain.In(file, Verdicts.For(file, Now), Scope.Terminal, Plain, Since, Now));
    }

    [Fact]
    public void An_approval_that_is_taken_back_is_none()
    {
        var approval = Arrived(5, 9).ByOtherCard(7);

        Assert.Null(Seen(Scope.Terminal, Plain, approval with { ReversedBy = new(10) }));
    }

    private static Transaction Arrived(int minutes, int id) => Given.Approval(minutes, id) with { ReceivedAt = Given.At.AddMinutes(minutes) };

    private static Transaction? Seen(Scope scope, Fix fix, params Transaction[] rows)
    {
        var file = Given.Case(Sale, rows);
        return WorksAgain.In(file, Verdicts.For(file, Now), scope, fix, Since, Now);
    }
}
