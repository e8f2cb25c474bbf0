using System.Globalization;

namespace Portal.Web.Features.Demo;

/// <summary>A card of the demo: invented first six digits, a token, never a full number.</summary>
public readonly record struct DemoCard(string First6, string Last4, string Token, string Issuer, string Scheme);

public static class DemoCards
{
    /// <summary>Invented banks; the six digits belong to nobody's cards.</summary>
    public static readonly string[] Issuers = ["HUAXIN", "JIANGNAN", "DONGHAI", "XINGYE8", "ZHONGHE", "BEICHENG", "NANSHAN", "YUEHAI"];

    private const string Foreign = "OVERSEA";

    /// <summary>The same card for the same number.</summary>
    public static DemoCard Of(ulong number, bool foreign = false)
    {
        var mixed = DemoRandom.Mix(number * 31 + 7);
        var bank = (int)(mixed % (ulong)Issuers.Length);
        return foreign ? Make(mixed, "400000", Foreign, "visa") : Make(mixed, (629_000 + bank * 10).ToString(CultureInfo.InvariantCulture), Issuers[bank], "unionpay");
    }

    public static DemoCard Of(ulong number, string issuer)
    {
        var bank = Array.IndexOf(Issuers, issuer);
        return Make(DemoRandom.Mix(number * 31 + 7), (629_000 + bank * 10).ToString(CultureInfo.InvariantCulture), issuer, "unionpay");
    }

    // The token starts with a letter: sixteen digits in a row could be taken for a card number.
    private static DemoCard Make(ulong mixed, string first6, string issuer, string scheme) => new(
        first6, (mixed / 977 % 10_000).ToString("D4", CultureInfo.InvariantCulture), (mixed | 0xA000_0000_0000_0000).ToString("x16", CultureInfo.InvariantCulture), issuer, scheme);
}
