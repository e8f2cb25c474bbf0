using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Tests.Features.Ingest;
using Portal.Tests.Features.Troubleshooting;
using Portal.Tests.Support;
using Portal.Web.Features.Diagnosis;

namespace Portal.Tests.Features.Diagnosis;

public class DiagnoseTests
{
    [Fact]
    public async Task The_case_file_holds_what_happened_around_the_sale()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(
            FeedRows.Sale("A1", ("occurred_at", "2026-11-23T13:50:00+08:00"), ("card", "622202******1111")),
            FeedRows.Sale("A2", ("occurred_at", "2026-11-23T13:55:00+08:00"), ("card", "622202******2222")),
            FeedRows.Sale("A3", ("occurred_at", "2026-11-23T13:56:00+08:00"), ("terminal_id", Cast.Till2.Number), ("card", "622202******3333"))));

        var found = (await Diagnose(portal, Cast.Lin, await portal.Declined("51"))).Value!;

        Assert.Equal((MoneyMoved.No, Retry.NotThisCard), (found.Verdict.MoneyMoved, found.Verdict.Retry));
        Assert.Equal("insufficient-funds", found.Diagnosed.Top?.Id);
        Assert.Equal(1, found.File.StoreTerminalsFine);
        Assert.Equal([2, 10], found.Diagnosed.Evidence.Single(e => e.Key == "other-cards-approved").Numbers);
        Assert.Equal("insufficient-funds", found.Diagnosed.EffectOf(found.Diagnosed.Evidence.Single(e => e.Key == "other-cards-approved")).Strengthens[0]);
    }

    [Fact]
    public async Task A_later_approval_turns_the_verdict_by_itself()
    {
        await using var portal = await TestPortal.Start();
        var sale = await portal.Declined("68");
        Assert.Equal(Retry.CheckFirst, (await Diagnose(portal, Cast.Lin, sale)).Value!.Verdict.Retry);

        await ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("again", ("occurred_at", "2026-11-23T14:02:00+08:00"))));

        var verdict = (await Diagnose(portal, Cast.Lin, sale)).Value!.Verdict;
        Assert.Equal((MoneyMoved.Yes, Retry.NotNeeded), (verdict.MoneyMoved, verdict.Retry));
    }

    [Fact]
    public async Task A_reversal_that_names_the_sale_counts_from_wherever_it_came()
    {
        await using var portal = await TestPortal.Start();
        await ImportFileTests.Import(portal, FeedRows.Lines(
            FeedRows.Sale("S", ("outcome", "unknown"), ("response_code", null)),
            FeedRows.Sale("R", ("type", "reversal"), ("outcome", "unknown"), ("original_event_id", "S"), ("response_code", null), ("occurred_at", "2026-11-23T14:01:00+08:00"))));

        var sale = (await ImportFileTests.Find(portal, "S"))!;

        Assert.Equal("reversing", (await Diagnose(portal, Cast.Lin, sale.Id)).Value!.Verdict.Because);
    }

    [Fact]
    public async Task Another_merchants_and_another_stores_transaction_is_not_found()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        var till = await portal.Declined();
        var bund = await portal.Declined("05", ("terminal_id", Cast.BundTill.Number));

        Assert.Equal(Problem.NotFound, (await Diagnose(portal, Cast.Wang, till)).Problem);
        Assert.Equal(Problem.NotFound, (await Diagnose(portal, Cast.Lin, bund)).Problem);
        Assert.True((await Diagnose(portal, Cast.Chen, bund)).IsOk);
        Assert.True((await Diagnose(portal, Cast.Mei, till)).IsOk);
    }

    [Fact]
    public async Task No_other_merchants_traffic_shows_in_the_case_file()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        await ImportFileTests.Import(portal, FeedRows.Lines(Enumerable.Range(1, 5).Select(i => FeedRows.Sale("H" + i,
            ("merchant_id", Cast.HarbourNoodles.Number), ("terminal_id", Cast.HarbourTill.Number), ("outcome", "declined"), ("response_code", "51")))));

        var file = (await Diagnose(portal, Cast.Lin, await portal.Declined("51"))).Value!.File;

        Assert.All(file.Rows(), row => Assert.Equal(Cast.LotusTea.Number, row.MerchantNumber));
        Assert.Equal(Frequency.TooLittle, file.Elsewhere.Frequency);
    }

    private static Task<Result<DiagnosedCase>> Diagnose(TestPortal portal, Cast.Person person, TransactionId id) =>
        portal.As(person).Run<Diagnose, Result<DiagnosedCase>>(d => d.Run(id, default));
}
