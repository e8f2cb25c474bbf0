using System.Net;
using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.Shop;

namespace Portal.Tests.Features.Shop;

public class ShopPageTests
{
    [Fact]
    public async Task An_owner_sees_terminals_people_and_training_of_the_own_shop_only()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        (await portal.Browse(Cast.Lin)).Dispose();
        (await portal.Browse(Cast.Wang)).Dispose();
        using var chen = await portal.Browse(Cast.Chen);

        var page = await chen.Read("/shop");

        Assert.Contains(Cast.Till1.Name, page);
        Assert.Contains(Cast.BundTill.Number, page);
        Assert.Contains(Cast.Lin.Name, page);
        Assert.Contains("0 / 2", page);
        Assert.Contains("href=\"/shop\"", page);
        Assert.DoesNotContain(Cast.HarbourTill.Number, page);
        Assert.DoesNotContain(Cast.Wang.Name, page);
    }

    [Fact]
    public async Task A_cashier_and_staff_do_not_find_it()
    {
        await using var portal = await TestPortal.Start();
        foreach (var person in new[] { Cast.Lin, Cast.Mei })
        {
            using var browser = await portal.Browse(person);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/shop")).StatusCode);
            Assert.Equal(Problem.NotFound, (await portal.As(person).Run<ViewShop, Result<ViewShop.View>>(u => u.Run(default))).Problem);
        }
    }

    [Fact]
    public async Task It_speaks_english()
    {
        await using var portal = await TestPortal.Start();
        using var chen = await portal.Browse(Cast.Chen);
        chen.Language = "en";

        Assert.Contains("Who has read which lesson?", await chen.Read("/shop"));
    }
}
