using System.Text.RegularExpressions;
using Portal.Tests.Support;
using Portal.Web.Features.Playbooks;

namespace Portal.Tests.Features.Guidance;

public partial class CodePageTests
{
    [Fact]
    public async Task Every_code_has_a_page_in_both_languages()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        using var mei = await portal.Browse(Cast.Mei);
        mei.Language = "en";
        var codes = (await StarterPack.Read(StarterPack.Folder, default)).Value!.ResponseCodes;
        Assert.Equal(220, codes.Count);

        foreach (var code in codes)
        {
            var chinese = await lin.Read($"/codes/{code.Scheme}/{code.Code}");
            var english = await mei.Read($"/codes/{code.Scheme}/{code.Code}");
            Assert.Contains($"<h1>{code.Name.Zh}</h1>", chinese);
            Assert.Contains($"<h1>{code.Name.En}</h1>", english);
            Assert.Contains(code.FirstAction.Zh, chinese);
            Assert.Contains(code.FirstAction.En, english);
            Assert.DoesNotContain(">Head.", chinese + english);
            Assert.NotEmpty(CustomerLine(chinese));
        }
    }

    [Fact]
    public async Task The_customer_hears_the_same_for_a_sensitive_code_as_for_a_plain_refusal()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        var plain = CustomerLine(await lin.Read("/codes/unionpay/05"));
        var sensitive = (await StarterPack.Read(StarterPack.Folder, default)).Value!.ResponseCodes.Where(c => c.Sensitive).ToList();
        Assert.NotEmpty(sensitive);

        foreach (var code in sensitive)
            Assert.Equal(plain, CustomerLine(await lin.Read($"/codes/{code.Scheme}/{code.Code}")));
    }

    [Theory]
    [InlineData("unionpay/51", "不要重试，请换一张卡", "没有扣款")]
    [InlineData("unionpay/98", "先查清楚，别再刷", "还不确定有没有扣款")]
    [InlineData("unionpay/00", "已成功，不用再刷", "顾客已经付款")]
    [InlineData("unionpay/54", "不要重试，请换一张卡", "没有扣款")]
    public async Task The_advice_has_the_words_of_the_transaction_page(string code, string head, string money)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read("/codes/" + code);

        Assert.Contains(head, page);
        Assert.Contains(money, page);
    }

    [Fact]
    public async Task Codes_are_listed_by_scheme_and_found_by_code_and_by_meaning()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var visa = await lin.Read("/codes?scheme=visa");
        Assert.Contains("/codes/visa/05\"", visa);
        Assert.DoesNotContain("href=\"/codes/unionpay/", visa);
        Assert.Contains("/codes/unionpay/A0\"", await lin.Read("/codes?q=a0"));
        Assert.Contains("/codes/unionpay/55\"", await lin.Read("/codes?q=" + Uri.EscapeDataString("密码")));
        Assert.Contains("没有“QQ”这个应答码", await lin.Read("/codes?q=QQ"));
    }

    [Fact]
    public async Task A_code_shows_the_entries_and_causes_that_speak_of_it()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read("/codes/unionpay/54");

        Assert.Contains("href=\"/help/correcting-the-date\"", page);
        Assert.Contains("常见原因", page);
        Assert.Contains("href=\"/codes/visa/54\"", page);
    }

    private static string CustomerLine(string page) => Quote().Match(page).Groups[1].Value;

    [GeneratedRegex("<q>(.+?)</q>")]
    private static partial Regex Quote();
}
