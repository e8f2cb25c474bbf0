using System.Globalization;
using Portal.Web.Shared.Text;

namespace Portal.Tests.Shared;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 cards failed")]
    [InlineData(1, "1 card failed")]
    [InlineData(2, "2 cards failed")]
    public void A_number_picks_the_word_after_it(int number, string reads) =>
        Assert.Equal(reads, string.Format(CultureInfo.InvariantCulture, "{0} {0:card|cards} failed", Counted.All([number])));

    [Fact]
    public void What_is_no_whole_number_stays_as_it_is() =>
        Assert.Equal("¥86.00, 2.4.1", string.Format(CultureInfo.InvariantCulture, "{0}, {1}", Counted.All(["¥86.00", "2.4.1"])));
}
