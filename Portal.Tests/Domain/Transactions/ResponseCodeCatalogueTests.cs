using Portal.Domain.Common;
using Portal.Domain.Transactions;
using Portal.Tests.Domain.Diagnosis;

namespace Portal.Tests.Domain.Transactions;

public class ResponseCodeCatalogueTests
{
    [Fact]
    public void The_shipped_file_is_read_whole() => Assert.Equal(220, Given.Codes.All.Count);

    [Theory]
    [InlineData("unionpay", "21", "unionpay")]
    [InlineData("visa", "78", "visa")]
    [InlineData("mastercard", "78", "mastercard")]
    [InlineData("visa", "68", "iso8583-1987")]
    [InlineData("jcb", "05", "iso8583-1987")]
    [InlineData(null, "05", "iso8583-1987")]
    [InlineData("UnionPay", "a0", "unionpay")]
    public void A_code_is_looked_up_in_its_own_scheme_first_and_then_in_the_oldest_standard(string? scheme, string code, string foundIn) =>
        Assert.Equal(foundIn, Given.Codes.Find(scheme, code).Scheme);

    [Fact]
    public void The_same_characters_mean_different_things_in_different_schemes() =>
        Assert.NotEqual(Given.Codes.Find("unionpay", "77").Name, Given.Codes.Find("mastercard", "77").Name);

    [Theory]
    [InlineData("unionpay", "ZZ")]
    [InlineData("nobody", "E7")]
    [InlineData("visa", "79")]
    public void A_code_nobody_described_shows_itself_and_never_says_try_again(string scheme, string code)
    {
        var unknown = Given.Codes.Find(scheme, code);

        Assert.False(unknown.IsKnown);
        Assert.Contains(code, unknown.Name.Zh);
        Assert.Contains(code, unknown.Name.En);
        Assert.Equal(Retry.NotThisCard, unknown.Retry);
        Assert.False(unknown.IsApproval);
    }

    [Fact]
    public void The_acquirers_own_rows_win()
    {
        var own = ResponseCodeCatalogue.Unknown("unionpay", "51") with { Name = new("本行自定义", "Our own"), IsKnown = true };
        var catalogue = new ResponseCodeCatalogue(Given.Codes.All, [own]);

        Assert.Equal("Our own", catalogue.Find("unionpay", "51").Name.En);
        Assert.Equal("visa", catalogue.Find("visa", "51").Scheme);
    }

    [Theory]
    [InlineData("03", "MAC03")]
    [InlineData("3", "MAC03")]
    [InlineData("99", null)]
    [InlineData(null, null)]
    public void Advice_is_the_row_with_its_two_digits(string? advice, string? code) =>
        Assert.Equal(code, Given.Codes.FindAdvice("mastercard", advice)?.Code);

    [Theory]
    [InlineData("never", "account", Retry.NotThisCard)]
    [InlineData("other-card", "account", Retry.NotThisCard)]
    [InlineData("immediately", "operation", Retry.Now)]
    [InlineData("after-fix", "technical", Retry.AfterFix)]
    [InlineData("later", "technical", Retry.Later)]
    [InlineData("never", "", Retry.NotNeeded)]
    public void The_files_word_on_retry_becomes_the_portals(string word, string group, Retry retry) =>
        Assert.Equal(retry, Row(retry: word, group: group).Read().Value!.Retry);

    [Theory]
    [InlineData("cardholder", WhoActs.Customer)]
    [InlineData("issuer", WhoActs.Bank)]
    [InlineData("risk-or-law", WhoActs.Bank)]
    [InlineData("operator", WhoActs.Shop)]
    [InlineData("terminal", WhoActs.Shop)]
    [InlineData("acquirer", WhoActs.Acquirer)]
    [InlineData("merchant-setup", WhoActs.Acquirer)]
    [InlineData("network", WhoActs.Nobody)]
    public void Whose_fault_it_is_says_who_acts(string fault, WhoActs who) => Assert.Equal(who, Row(fault: fault).Read().Value!.WhoActs);

    [Theory]
    [InlineData("sometimes", "issuer", "account", "retry")]
    [InlineData("later", "nobody", "account", "at_fault")]
    [InlineData("later", "issuer", "weather", "cause_group")]
    public void A_word_that_is_not_one_of_the_files_is_refused_by_its_column(string retry, string fault, string group, string column)
    {
        var problem = Row(retry, fault, group).Read().Problem;

        Assert.Equal("response-code.column", problem?.Code);
        Assert.Equal(column, problem!.Args[2]);
    }

    [Fact]
    public void Every_pick_up_code_of_the_file_forbids_the_card() =>
        Assert.All(["04", "07", "34", "35", "37", "41", "43", "60", "66", "67"], code => Assert.True(Given.Codes.Find("unionpay", code).ForbidsThisCard, code));

    private static ResponseCodeRow Row(string retry = "later", string fault = "issuer", string group = "account") =>
        new("unionpay", "00", "Name", "名称", "", retry, fault, group, "no", "", "", "", "", "");
}
