using Portal.Domain.Common;
using Portal.Domain.Privacy;

namespace Portal.Tests.Domain.Privacy;

public class PseudonymTests
{
    [Fact]
    public void It_is_the_same_whenever_it_is_asked_for()
    {
        var person = new UserId(Guid.Parse("0192f3a1-0000-7000-8000-0000000000aa"));

        Assert.Equal(Pseudonym.Of(person), Pseudonym.Of(person));
        Assert.Equal("former-" + Pseudonym.CodeOf(person), Pseudonym.Of(person));
        Assert.Equal(Pseudonym.CodeOf(person), Pseudonym.Read(Pseudonym.Of(person)));
    }

    [Fact]
    public void Two_of_a_thousand_people_are_hardly_ever_called_the_same()
    {
        var names = Enumerable.Range(0, 1_000).Select(n => Pseudonym.Of(new(new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))).ToHashSet();

        Assert.True(names.Count >= 998, names.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("林小雨")]
    [InlineData("")]
    [InlineData("former-")]
    [InlineData("former-7K2Q4")]
    [InlineData("former-7K2Q4MX")]
    [InlineData("former-7k2q4m")]
    [InlineData("former-ILOUIL")]
    public void A_name_is_no_pseudonym(string name) => Assert.Null(Pseudonym.Read(name));
}
