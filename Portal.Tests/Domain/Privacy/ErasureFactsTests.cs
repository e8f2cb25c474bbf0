using Portal.Domain.Common;
using Portal.Domain.Privacy;

namespace Portal.Tests.Domain.Privacy;

public class ErasureFactsTests
{
    private static readonly ErasureFacts Free = new(false, false, false, null, []);

    [Fact]
    public void Nothing_in_the_way_is_no_obstacle() => Assert.Null(Free.Obstacle());

    [Fact]
    public void Each_obstacle_is_named_and_says_of_what()
    {
        Assert.Equal("erase-done", (Free with { IsErased = true, IsOneself = true }).Obstacle()!.Code);
        Assert.Equal("erase-oneself", (Free with { IsOneself = true, IsLastAdmin = true }).Obstacle()!.Code);
        Assert.Equal("erase-last-admin", (Free with { IsLastAdmin = true }).Obstacle()!.Code);
        Assert.Equal(new Problem("erase-last-owner", "莲香茶楼"), (Free with { LastOwnerOf = "莲香茶楼" }).Obstacle());
        Assert.Equal(new Problem("erase-on-hold", "T-1001, T-1042"), (Free with { Held = ["T-1001", "T-1042"] }).Obstacle());
    }
}
