using Portal.Domain.Devices;
using Portal.Web.Features.Devices;

namespace Portal.Tests.Features.Devices;

public class UserAgentsTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 14; 23049RAD8C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36", "Chrome", "Android")]
    [InlineData("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Version/4.0 Chrome/107.0 MQQBrowser/6.2 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.37", "WeChat", "Android")]
    [InlineData("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Safari/537.36 ArkWeb/4.1 HuaweiBrowser/5.0", "Huawei Browser", "HarmonyOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1", "Safari", "iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0 Safari/537.36 Edg/122.0", "Edge", "Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0", "Firefox", "Linux")]
    [InlineData("<script>alert(1)</script>", "", "")]
    [InlineData(null, "", "")]
    public void A_browser_is_named_as_people_name_it_and_nothing_of_its_header_is_kept(string? header, string browser, string system) =>
        Assert.Equal(new Device(browser, system), UserAgents.Of(header));

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.200", true)]
    [InlineData("10.1.2.3", "10.1.3.3", false)]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:2:9::1", true)]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:3::5", false)]
    [InlineData("10.1.2.3", "2001:db8::1", false)]
    [InlineData(null, "10.1.2.3", false)]
    public void Two_addresses_are_one_network_or_not(string? one, string? other, bool same) => Assert.Equal(same, Addresses.SameNetwork(one, other));
}
