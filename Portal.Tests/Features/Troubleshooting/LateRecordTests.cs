using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Support;
using Portal.Web.Features.Troubleshooting;

namespace Portal.Tests.Features.Troubleshooting;

/// <summary>Walks that began without a record.</summary>
public class LateRecordTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 14, 1, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_record_that_arrives_late_takes_the_walk_over_and_the_person_is_told()
    {
        await using var portal = await TestPortal.Start();
        var view = await Begin(portal, amount: 86);
        await portal.Answer(Cast.Lin, view.Session.Id, view.Step.Id, Walks.Helpless(view.Step));

        await Arrives(portal, "late", ("outcome", "declined"), ("response_code", "51"));
        await portal.Services.GetRequiredService<WatchSessions>().Run(default);

        var now = (await portal.View(Cast.Lin, view.Session.Id)).Value!;
        Assert.NotNull(now.Session.TransactionId);
        Assert.Equal(("51", Retry.NotThisCard), (now.File.Transaction.ResponseCode, now.Verdict.Retry));
        Assert.Equal(view.Step.Id, Assert.Single(now.Session.Walk).StepId);
        using var lin = await portal.Browse(Cast.Lin);
        Assert.Contains("14:06 记录到了", await lin.Read($"/troubleshoot/{view.Session.Id.Value}"));
        await using var db = portal.Database();
        Assert.Null((await db.Events.SingleAsync(e => e.Kind == nameof(TroubleshootingRecordFound))).Actor);
    }

    [Fact]
    public async Task A_person_may_say_that_it_is_another_sale_and_is_not_moved_again()
    {
        await using var portal = await TestPortal.Start();
        var view = await Begin(portal, amount: 86);
        await Arrives(portal, "late");
        using var lin = await portal.Browse(Cast.Lin);
        var address = $"/troubleshoot/{view.Session.Id.Value}";
        Assert.Contains("这一笔已经付好了", await lin.Read(address));

        await lin.Post(address, form: "record", ("record", "none"));
        await Arrives(portal, "another");

        var now = (await portal.View(Cast.Lin, view.Session.Id)).Value!;
        Assert.Null(now.Session.TransactionId);
        Assert.Equal("another", Assert.Single(now.LateRecords).EventId);
    }

    [Fact]
    public async Task Without_an_amount_the_person_says_which_it_is()
    {
        await using var portal = await TestPortal.Start();
        var view = await Begin(portal, amount: null);
        await Arrives(portal, "late", ("amount", "12.00"));
        using var lin = await portal.Browse(Cast.Lin);
        var address = $"/troubleshoot/{view.Session.Id.Value}";

        var page = await lin.Read(address);
        Assert.Contains("是这一笔吗", page);
        Assert.Contains("¥12.00", page);
        Assert.Null((await portal.View(Cast.Lin, view.Session.Id)).Value!.Session.TransactionId);

        var record = (await ImportFileTests.Find(portal, "late"))!.Id;
        await lin.Post(address, form: "record", ("record", record.ToString()));
        Assert.Equal(record, (await portal.View(Cast.Lin, view.Session.Id)).Value!.Session.TransactionId);
    }

    [Fact]
    public async Task What_is_not_this_sale_is_not_offered()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        await Arrives(portal, "there-before");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var view = await Begin(portal, amount: 86);

        await Arrives(portal, "another-amount", ("amount", "87.00"));
        await Arrives(portal, "hours-ago", ("occurred_at", "2026-11-23T11:00:00+08:00"));
        await Arrives(portal, "another-till", ("terminal_id", Cast.Till2.Number));
        await Arrives(portal, "another-merchant-same-terminal-number", ("merchant_id", Cast.HarbourNoodles.Number));

        var now = (await portal.View(Cast.Lin, view.Session.Id)).Value!;
        Assert.Null(now.Session.TransactionId);
        Assert.Empty(now.LateRecords);
        var theirs = await portal.Declined("51", ("merchant_id", Cast.HarbourNoodles.Number), ("terminal_id", Cast.HarbourTill.Number));
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Lin).Run<ChooseRecord, Result<SessionView>>(c => c.Run(view.Session.Id, theirs, default))).Problem);
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Wang).Run<ChooseRecord, Result<SessionView>>(c => c.Run(view.Session.Id, null, default))).Problem);
    }

    [Theory]
    [InlineData("zh-CN", "现在还不能确定有没有扣款", "自己一直再查到 14:16", "我们没有收到这一笔，所以没有扣款记录")]
    [InlineData("en", "we cannot tell yet whether it was charged", "keep checking until 14:16", "so there is no record of a charge")]
    public async Task No_charge_is_said_once_the_terminal_was_heard_and_not_before(string language, string open, string until, string settled)
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);
        lin.Language = language;
        var page = $"/troubleshoot/no-record?terminal={Cast.Till1.Number}&at=14:01&amount=86";

        var before = await lin.Read(page);
        Assert.Contains(open, before);
        Assert.Contains(until, before);
        Assert.DoesNotContain(settled, before);

        portal.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Contains(open, await lin.Read(page));

        await Arrives(portal, "later", ("occurred_at", "2026-11-23T14:19:00+08:00"), ("amount", "5.00"), ("card", "622202******9999"));
        var after = await lin.Read(page);
        Assert.Contains(settled, after);
        Assert.DoesNotContain(open, after);
    }

    [Fact]
    public async Task The_lookup_hands_on_what_was_told()
    {
        await using var portal = await TestPortal.Start();
        using var lin = await portal.Browse(Cast.Lin);

        var page = await lin.Read($"/lookup?terminal={Cast.Till1.Number}&at=10 minutes ago&amount=86");

        Assert.Contains($"/troubleshoot/no-record?terminal={Cast.Till1.Number}&at=2026-11-23T13%3A55%3A00%2B08%3A00&amount=86", page);
    }

    [Fact]
    public async Task A_walk_without_a_record_asks_to_wait_while_nobody_can_tell()
    {
        await using var portal = await TestPortal.Start();
        var view = await Begin(portal, amount: 86);

        Assert.Equal((StepKind.Wait, Retry.CheckFirst), (view.Step.Kind, view.Verdict.Retry));

        portal.Clock.Advance(TimeSpan.FromMinutes(15));
        await Arrives(portal, "later", ("occurred_at", "2026-11-23T14:19:00+08:00"), ("amount", "5.00"), ("card", "622202******9999"));
        var after = (await portal.View(Cast.Lin, view.Session.Id)).Value!;
        Assert.Equal((MoneyMoved.No, "terminal-heard"), (after.Verdict.MoneyMoved, after.Record!.Because));
    }

    private static async Task<SessionView> Begin(TestPortal portal, decimal? amount)
    {
        var started = await portal.As(Cast.Lin).Run<StartSession, Result<SessionView>>(s => s.Run(new(null, Cast.Till1.Number, "timeout-sent", At, amount), default));
        Assert.True(started.IsOk, started.Problem?.Code);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        return started.Value!;
    }

    private static async Task Arrives(TestPortal portal, string id, params (string Field, System.Text.Json.Nodes.JsonNode? Value)[] changes) =>
        Assert.Equal(1, (await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale(id, changes)))).Accepted);
}
