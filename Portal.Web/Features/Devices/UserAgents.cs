using Portal.Domain.Devices;

namespace Portal.Web.Features.Devices;

/// <summary>What a browser says of itself, as short as people say it. Only names from these lists are kept, never the header itself.</summary>
public static class UserAgents
{
    private const int LongestHeader = 1000;

    // Order matters: nearly every browser also says "Chrome" or "Safari".
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"), ("AlipayClient", "Alipay"), ("DingTalk", "DingTalk"), ("QQBrowser", "QQ Browser"), ("HuaweiBrowser", "Huawei Browser"),
        ("MiuiBrowser", "Mi Browser"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"), ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"), ("FxiOS", "Firefox"), ("Firefox/", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

    public static Device Of(string? userAgent)
    {
        var said = userAgent is { Length: > LongestHeader } ? userAgent[..LongestHeader] : userAgent ?? "";
        return new(Named(Browsers, said), Named(Systems, said));
    }

    private static string Named((string Sign, string Name)[] known, string said) =>
        known.FirstOrDefault(k => said.Contains(k.Sign, StringComparison.Ordinal)).Name ?? "";
}
