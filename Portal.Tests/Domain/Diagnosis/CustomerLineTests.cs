using Portal.Domain.Diagnosis;

namespace Portal.Tests.Domain.Diagnosis;

public class CustomerLineTests
{
    public static TheoryData<string, string> Sensitive => new(Given.Codes.All.Where(c => c.Sensitive && !c.Code.StartsWith("MAC", StringComparison.Ordinal)).Select(c => (c.Scheme, c.Code)));

    [Theory, MemberData(nameof(Sensitive))]
    public void Lost_stolen_and_suspected_cards_sound_like_any_other_refusal(string scheme, string code) => Assert.Equal(Line(scheme, "05"), Line(scheme, code));

    [Theory, MemberData(nameof(Sensitive))]
    public void Also_with_an_advice_to_stop(string scheme, string code) => Assert.Equal(Line(scheme, "05", "03"), Line(scheme, code, "03"));

    [Fact]
    public void Whoever_may_have_paid_is_asked_to_wait() =>
        Assert.Equal("checking", CustomerLines.For(Given.VerdictOf(Given.Case(Given.Sale("68"))), null));

    private static string Line(string scheme, string code, string? advice = null)
    {
        var file = Given.Case(Given.Sale(code, scheme) with { AdviceCode = advice });
        return CustomerLines.For(Given.VerdictOf(file), file.Code);
    }
}
