using Portal.Web.Shared.Pages;

namespace Portal.Tests.Shared;

public class LocalAddressTests
{
    public static TheoryData<string> Elsewhere =>
    [
        "", " ", "x", "evil.example", "http://evil.example", "https://evil.example/", "HTTPS://evil.example", "//evil.example", "///evil.example", "////evil.example",
        "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "/\\\\evil.example", "\\evil.example", "/x\\..\\..\\evil.example", "/\t/evil.example",
        "/\n/evil.example", "/\r/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example", "\n//evil.example", "/ /evil.example", "/\0/evil.example",
        "/\u0085/evil.example", "/\u2028/evil.example", "/\u00A0/evil.example", "/.//evil.example", "/..//evil.example", "/x//evil.example", "/./../..//evil.example", "/%2f/evil.example",
        "/%2F%2Fevil.example", "/%5cevil.example", "/%5C%5Cevil.example", "/%09/evil.example", "/%0a/evil.example", "/%0d%0aLocation:%20https://evil.example", "/%00/evil.example",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "/javascript\n:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://evil.example",
        "mailto:x@evil.example", "http:evil.example", "https:/evil.example", "https:evil.example", "http:\\\\evil.example", "///\\;@evil.example", "//evil.example@portal.example",
        "/;//evil.example", "／／evil.example", "//evil。example", "/\uD800", "//[::1]/", "//127.0.0.1", "?x=1", "#x", "./x", "../x", "~/x", "@evil.example", ":443/x",
        "/" + new string('a', 1_001),
    ];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Whatever_leads_elsewhere_leads_nowhere(string back) => Assert.Null(LocalAddress.Of(back));

    [Fact]
    public void There_are_sixty_spellings_at_least() => Assert.True(Elsewhere.Count >= 60);

    [Theory]
    [InlineData("/")]
    [InlineData("/lookup")]
    [InlineData("/lookup?terminal=10000001&at=10+minutes+ago&amount=86")]
    [InlineData("/lookup?at=2026-11-23T14%3A00&back=%2F%2Fx")]
    [InlineData("/tickets/T-1042#said-3")]
    [InlineData("/help?q=%E4%BD%99%E9%A2%9D")]
    [InlineData("/codes/unionpay/51")]
    public void An_address_of_the_portal_stays_as_it_is(string back) => Assert.Equal(back, LocalAddress.Of(back));

    [Fact]
    public void Nothing_is_nowhere() => Assert.Null(LocalAddress.Of(null));
}
