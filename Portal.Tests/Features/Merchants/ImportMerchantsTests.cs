using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Tests.Support;
using Portal.Web.Features.Merchants;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Merchants;

public class ImportMerchantsTests
{
    private const string Header =
        "merchant_id,merchant_name,mcc,status,store_id,store_name,store_address,time_zone,terminal_id,serial,model,firmware,contactless_limit,enrolled_on,terminal_name,terminal_limit\n";

    private static async Task<Result<ImportMerchants.Report>> Import(TestPortal portal, string text)
    {
        var path = Path.Combine(portal.Folder, Guid.NewGuid().ToString("N") + ".csv");
        await File.WriteAllTextAsync(path, text);
        return await portal.As(Viewer.Portal).Run<ImportMerchants, Result<ImportMerchants.Report>>(i => i.Run(path, default));
    }

    [Fact]
    public async Task Importing_again_updates_and_registers_nothing_twice()
    {
        await using var portal = await TestPortal.Start();
        var first = await Import(portal, Header
            + "M900,新店,5812,active,S1,一店,\"路 1 号, 二楼\",Asia/Shanghai,90000001,SN1,A920,2.1.0,1000.00,2025-03-01,收银台,5000\n"
            + "M900,新店,5812,active,S1,一店,路 1 号,Asia/Shanghai,90000002,SN2,A920,2.1.0,,,,\n");
        var second = await Import(portal, Header + "M900,新店,5812,suspended,S1,一店,路 1 号,Asia/Shanghai,90000001,SN1,A920,2.4.1,300.00,2025-03-01,,\n");

        Assert.Equal((2, 1, 1, 2), (first.Value!.Rows, first.Value.NewMerchants, first.Value.NewStores, first.Value.NewTerminals));
        Assert.Equal((1, 0, 0, 0), (second.Value!.Rows, second.Value.NewMerchants, second.Value.NewStores, second.Value.NewTerminals));
        await using var db = portal.Database();
        Assert.Equal(MerchantStatus.Suspended, (await db.Merchants.SingleAsync(m => m.Number == "M900")).Status);
        var terminal = await db.Terminals.SingleAsync(t => t.Number == "90000001");
        Assert.Equal(("2.4.1", 30_000, "收银台"), (terminal.Firmware, terminal.ContactlessLimitMinor, terminal.Name));
    }

    [Fact]
    public async Task A_bad_line_is_told_by_number_and_column_and_the_others_are_kept()
    {
        await using var portal = await TestPortal.Start();

        var report = await Import(portal, Header
            + "M900,新店,5812,open,S1,一店,,Asia/Shanghai,90000001,SN1,A920,2.1.0,,,,\n"
            + "M900,新店,5812,active,S1,一店,,Mars/Base,90000001,SN1,A920,2.1.0,,,,\n"
            + "M900,新店,5812,active,S1,一店,,Asia/Shanghai,90000001,SN1,A920,2.1.0,,,,\n");

        Assert.Equal([new(2, "status"), new(3, "time_zone")], report.Value!.Rejected);
        Assert.Equal(1, report.Value.NewTerminals);
    }

    [Fact]
    public async Task A_transaction_that_came_first_is_seen_once_its_terminal_is_registered()
    {
        await using var portal = await TestPortal.Start();
        await Ingest.ImportFileTests.Import(portal, FeedRows.Lines(FeedRows.Sale("E1", ("terminal_id", "10000009"))));
        Assert.Null(await Ingest.ImportFileTests.Find(portal, "E1"));

        await Import(portal, Header + $"{Cast.LotusTea.Number},莲香茶楼,5812,active,S01,南京路店,,Asia/Shanghai,10000009,SN9,A920,2.1.0,,,,\n");

        Assert.NotNull(await Ingest.ImportFileTests.Find(portal, "E1"));
    }

    [Fact]
    public async Task A_header_that_lacks_columns_is_refused_whole()
    {
        await using var portal = await TestPortal.Start();

        Assert.Equal("merchants.header", (await Import(portal, "merchant_id,merchant_name\n")).Problem?.Code);
    }
}
