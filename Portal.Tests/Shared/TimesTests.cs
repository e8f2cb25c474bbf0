using Portal.Web.Shared.Text;

namespace Portal.Tests.Shared;

public class TimesTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 27, 16, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-28")]
    [InlineData("Europe/London", "2026-11-27")]
    public void The_day_is_that_of_the_place(string zone, string day) => Assert.Equal(day, Times.Day(Evening, zone));

    [Theory]
    [InlineData(0, "00:30")]
    [InlineData(-1, "11-27 23:30")]
    [InlineData(-24 * 400, "2025-10-24 00:30")]
    public void Short_says_as_much_as_is_needed_today(int hours, string shown) => Assert.Equal(shown, Times.Short(Evening.AddHours(hours), "Asia/Shanghai", Evening));
}
