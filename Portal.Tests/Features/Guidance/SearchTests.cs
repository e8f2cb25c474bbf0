using Portal.Domain.Common;
using Portal.Tests.Support;
using Portal.Web.Features.Guidance;

namespace Portal.Tests.Features.Guidance;

public class SearchTests
{
    /// <summary>What people type, and the entries that answer it.</summary>
    private static readonly (string Query, string[] Wanted)[] Queries =
    [
        ("小票打不出来", ["printer-and-receipts"]),
        ("扣了两次", ["when-a-customer-says-charged"]),
        ("顾客说钱扣了没成功", ["when-a-customer-says-charged"]),
        ("没信号", ["network-problems", "network-steps"]),
        ("断网", ["network-problems", "network-steps"]),
        ("连接超时怎么办", ["network-problems"]),
        ("能不能再刷一次", ["can-i-try-again"]),
        ("怎么跟顾客说", ["what-to-say"]),
        ("闪付限额", ["tap-and-pin"]),
        ("挥卡不输密码", ["tap-and-pin"]),
        ("签到", ["sign-on-and-settle"]),
        ("批次不对要结算", ["sign-on-and-settle"]),
        ("日期不对，好卡说过期", ["correcting-the-date"]),
        ("余额不足", ["account-causes", "why-cards-are-declined"]),
        ("退款", ["voids-and-refunds"]),
        ("外卡刷不了", ["accepting-foreign-cards"]),
        ("换了机器", ["spotting-a-swapped-terminal"]),
        ("终端搬家 换地址", ["terminal-enrolment-and-location"]),
        ("扫码支付", ["scan-to-pay-is-separate"]),
        ("应答码", ["reading-response-codes"]),
        ("刷磁条可以吗", ["chip-or-swipe"]),
        ("receipt not printing", ["printer-and-receipts"]),
        ("charged twice", ["when-a-customer-says-charged"]),
        ("can I try the card again", ["can-i-try-again"]),
        ("no network", ["network-problems", "network-steps"]),
        ("how to refund", ["voids-and-refunds"]),
        ("foreign card declined", ["accepting-foreign-cards"]),
        ("contactless limit PIN", ["tap-and-pin"]),
        ("wrong date on the terminal", ["correcting-the-date"]),
        ("what do I tell the customer", ["what-to-say"]),
        ("sign on", ["sign-on-and-settle"]),
        ("licence expired", ["licences-and-certificates"]),
        ("QR payment", ["scan-to-pay-is-separate"]),
        ("train staff", ["staff-training"]),
    ];

    [Fact]
    public async Task What_people_type_finds_the_answer_among_the_first_three()
    {
        await using var portal = await TestPortal.Start();
        var missed = new List<string>();
        var recall = 0.0;

        foreach (var (query, wanted) in Queries)
        {
            var language = query.Any(c => c > 0x2E80) ? Language.Zh : Language.En;
            var found = await portal.As(Cast.Lin).Run<SearchHelp, SearchHelp.Found>(s => s.Run(query, language, default));
            var first = found.Entries.Take(3).Select(e => e.Entry.Slug).ToList();
            var share = (double)wanted.Count(first.Contains) / Math.Min(3, wanted.Length);
            if (share < 1) missed.Add($"{query}: {string.Join(" ", first)}");
            recall += share / Queries.Length;
        }

        Assert.True(recall >= 0.85, $"recall@3 {recall:0.00}\n{string.Join('\n', missed)}");
    }
}
