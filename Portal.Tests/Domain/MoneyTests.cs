using Portal.Domain.Common;

namespace Portal.Tests.Domain;

public class MoneyTests
{
    [Theory]
    [InlineData("86", "CNY", 8600)]
    [InlineData("86.5", "CNY", 8650)]
    [InlineData("0.01", "CNY", 1)]
    [InlineData("100", "JPY", 100)]
    [InlineData("1.234", "KWD", 1234)]
    public void Reads_plain_decimal_amounts_exactly(string text, string currency, long minor) =>
        Assert.Equal(new Money(minor, currency), Money.Parse(text, currency));

    [Theory]
    [InlineData("1.005", "CNY")]
    [InlineData("1,234.56", "CNY")]
    [InlineData("1e3", "CNY")]
    [InlineData("", "CNY")]
    [InlineData("100.5", "JPY")]
    public void Refuses_what_is_not_exact(string text, string currency) => Assert.Null(Money.Parse(text, currency));

    [Fact]
    public void Writes_what_it_reads() => Assert.Equal("86.00", new Money(8600, "CNY").ToDecimalString());
}
