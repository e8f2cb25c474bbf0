using CsCheck;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;

namespace Portal.Tests.Domain.Diagnosis;

public class CustomerLineTests
{
    public static TheoryData<string, string> Sensitive => new(Given.Codes.All.Where(c => c.Sensitive && !IsAdvice(c)).Select(c => (c.Scheme, c.Code)));

    private static readonly string?[] Advices = [null, .. Given.Codes.All.Where(IsAdvice).Select(c => c.Code[3..])];

    [Theory, MemberData(nameof(Sensitive))]
    public void Lost_stolen_and_suspected_cards_sound_like_any_other_refusal_whatever_the_advice(string scheme, string code)
    {
        foreach (var advice in Advices) Assert.Equal(Line(scheme, "05", advice), Line(scheme, code, advice));
        Assert.Single(Advices.Select(advice => Line(scheme, code, advice)).Distinct());
    }

    [Fact]
    public void So_does_a_sensitive_advice_beside_any_code()
    {
        var advices = Given.Codes.All.Where(c => IsAdvice(c) && c.Sensitive).Select(c => c.Code[3..]).ToList();

        Assert.NotEmpty(advices);
        foreach (var advice in advices)
            foreach (var code in new[] { "51", "91", "54" }) Assert.Equal(Line("mastercard", "05"), Line("mastercard", code, advice));
    }

    [Fact]
    public void In_whatever_became_of_the_sale_the_customer_hears_no_difference() => Gen.Select(Dice.Thrown, Pick.One([.. Given.Codes.All.Where(c => c.Sensitive && !IsAdvice(c))])).Sample((throws, sensitive) =>
    {
        var world = new SaleWorld(throws);
        foreach (var row in world.Rows.Where(r => r is { Type: TransactionType.Sale, SentOutcome: Outcome.Declined } && r.CardLast4 != "9999"))
        {
            var plain = world.Rows.Select(r => r == row ? row with { ResponseCode = "05", Scheme = sensitive.Scheme } : r).ToList();
            var marked = world.Rows.Select(r => r == row ? row with { ResponseCode = sensitive.Code, Scheme = sensitive.Scheme } : r).ToList();
            for (var i = 0; i < plain.Count; i++) Assert.Equal(Line(world, plain, i), Line(world, marked, i));
        }
    }, iter: 3_000);

    [Fact]
    public void Nobody_hears_an_invitation_where_money_may_have_moved() => Dice.Thrown.Sample(throws =>
    {
        var world = new SaleWorld(throws);
        foreach (var (row, of) in world.Subjects.Where(s => world.MoneyMayHaveMoved(s.Of)))
        {
            var file = world.Case(row);
            Assert.DoesNotContain(CustomerLines.For(file, Verdicts.For(file, world.Moment)), new[] { "other-card", "once-more", "later" });
        }
    }, iter: 5_000, print: throws => new SaleWorld(throws).ToString());

    [Theory]
    [InlineData("68", "checking")]
    [InlineData("19", "once-more")]
    [InlineData("91", "later")]
    [InlineData("55", "moment")]
    [InlineData("51", "other-card")]
    public void An_ordinary_answer_says_what_the_customer_can_do(string code, string line) => Assert.Equal(line, Line("unionpay", code));

    [Fact]
    public void Other_deeds_have_words_of_their_own()
    {
        Assert.Equal("refund-failed", Of(Given.Sale("05") with { Type = TransactionType.Refund }));
        Assert.Equal("refund-done", Of(Given.Approval(0, 1) with { Type = TransactionType.Refund }));
        Assert.Equal("void-failed", Of(Given.Sale("25") with { Type = TransactionType.Void }));
        Assert.Equal("held", Of(Given.Approval(0, 1) with { Type = TransactionType.Preauth }));
        Assert.Null(Of(Given.Sale("77") with { Type = TransactionType.SignOn }));
    }

    private static bool IsAdvice(ResponseCode code) => code.Code.StartsWith("MAC", StringComparison.Ordinal);

    private static string? Line(string scheme, string code, string? advice = null) => Of(Given.Sale(code, scheme) with { AdviceCode = advice });

    private static string? Line(SaleWorld world, IReadOnlyList<Transaction> rows, int subject)
    {
        var file = SaleWorld.Case(rows[subject], rows);
        return CustomerLines.For(file, Verdicts.For(file, world.Moment));
    }

    private static string? Of(Transaction sale)
    {
        var file = Given.Case(sale);
        return CustomerLines.For(file, Given.VerdictOf(file));
    }
}
