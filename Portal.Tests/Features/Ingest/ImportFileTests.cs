using System.Text;
using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Domain.Transactions;
using Portal.Domain.Transactions.Lookup;
using Portal.Tests.Support;
using Portal.Web.Features.Ingest;
using Portal.Web.Features.Lookup;
using Portal.Web.Shared.Viewing;

namespace Portal.Tests.Features.Ingest;

public class ImportFileTests
{
    internal static async Task<IngestReport> Import(TestPortal portal, string text, FeedFormat format = FeedFormat.Ndjson, string feed = "default")
    {
        var imported = await TryImport(portal, Encoding.UTF8.GetBytes(text), format, feed);
        Assert.True(imported.IsOk, imported.Problem?.Code);
        return imported.Value;
    }

    internal static async Task<Result<IngestReport>> TryImport(TestPortal portal, byte[] content, FeedFormat format, string feed = "default")
    {
        var path = Path.Combine(portal.Folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, content);
        var imported = await portal.As(Viewer.Portal).Run<ImportFile, Result<IngestReport>>(i => i.Run(new(path, format, feed), null, default));
        File.Delete(path);
        return imported;
    }

    internal static async Task<Transaction?> Find(TestPortal portal, string eventId, Cast.Person? person = null)
    {
        var found = await portal.As(person ?? Cast.Chen).Run<FindTransaction, IReadOnlyList<FindTransaction.Found>>(f => f.ByEventId(eventId, default));
        return found.SingleOrDefault()?.Transaction;
    }

    [Fact]
    public async Task The_same_file_twice_stores_nothing_new()
    {
        await using var portal = await TestPortal.Start();
        var file = FeedRows.Lines(Enumerable.Range(1, 50).Select(i => FeedRows.Sale($"E{i}")));

        var first = await Import(portal, file);
        var second = await Import(portal, file);

        Assert.Equal((50, 0, 0), (first.Accepted, first.Duplicates, first.RejectedCount));
        Assert.Equal((0, 50, 0), (second.Accepted, second.Duplicates, second.RejectedCount));
    }

    [Fact]
    public async Task Every_field_comes_back_as_it_was_sent()
    {
        await using var portal = await TestPortal.Start();
        var row = FeedRows.Sale("0193b2c4-8f00-7abc-9def-0123456789ab",
            ("outcome", "declined"), ("response_code", "51"), ("advice_code", "03"), ("entry_mode", "051"), ("card_token", "A1B2C3D4E5F60718"), ("chip_condition", "2"),
            ("service_code", "201"), ("code_source", "issuer"), ("unsent_count", 2), ("stan", "000123"), ("rrn", "032814000123"), ("auth_code", "0A1B2C"), ("batch", "000042"),
            ("original_event_id", "E-7"), ("issuer", "01020000"), ("host_text", "余额不足"), ("occurred_at", "2026-11-23T14:00:00.250+08:00"),
            ("terminal", new JsonObject
            {
                ["serial"] = "SN 1".Replace(" ", ""),
                ["model"] = "A920",
                ["firmware"] = "2.1.0",
                ["network"] = "4g",
                ["signal"] = 3,
                ["signed_on_at"] = "2026-11-23T08:01:02+08:00",
                ["certificate_expires"] = "2027-01-01T00:00:00Z",
                ["location_ok"] = false,
            }));

        await Import(portal, FeedRows.Lines(row));
        var found = await Find(portal, "0193b2c4-8f00-7abc-9def-0123456789ab");

        Assert.Equal(new Transaction
        {
            Id = found!.Id,
            ReceivedAt = found.ReceivedAt,
            EventId = "0193b2c4-8f00-7abc-9def-0123456789ab",
            MerchantNumber = Cast.LotusTea.Number,
            TerminalNumber = Cast.Till1.Number,
            OccurredAt = new DateTimeOffset(2026, 11, 23, 6, 0, 0, 250, TimeSpan.Zero),
            Type = TransactionType.Sale,
            SentOutcome = Outcome.Declined,
            Amount = new Money(8600, "CNY"),
            ResponseCode = "51",
            Scheme = "unionpay",
            AdviceCode = "03",
            EntryMode = "051",
            CardFirst6 = "622202",
            CardLast4 = "1234",
            CardToken = "A1B2C3D4E5F60718",
            ChipCondition = "2",
            ServiceCode = "201",
            CodeSource = CodeSource.Issuer,
            UnsentCount = 2,
            Stan = "000123",
            Rrn = "032814000123",
            AuthCode = "0A1B2C",
            Batch = "000042",
            OriginalEventId = "E-7",
            Issuer = "01020000",
            HostText = "余额不足",
            Terminal = new TerminalState
            {
                Serial = "SN1",
                Model = "A920",
                Firmware = "2.1.0",
                Network = NetworkType.FourG,
                Signal = 3,
                SignedOnAt = new DateTimeOffset(2026, 11, 23, 0, 1, 2, TimeSpan.Zero),
                CertificateExpires = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
                LocationOk = false,
            },
        }, found);
        Assert.Equal(1, (await Import(portal, FeedRows.Lines(row))).Duplicates);
    }

    [Fact]
    public async Task Bad_rows_among_good_ones_are_told_by_line_and_field_and_the_good_ones_are_kept()
    {
        await using var portal = await TestPortal.Start();
        var file = FeedRows.Lines(FeedRows.Sale("G1"))
            + "not json\n"
            + FeedRows.Lines(
                FeedRows.Sale("B3", ("merchant_id", null)), FeedRows.Sale("B4", ("terminal_id", "123456789")), FeedRows.Sale("B5", ("occurred_at", "2026-11-23T14:00:00")),
                FeedRows.Sale("B6", ("type", "gift")), FeedRows.Sale("B7", ("outcome", "maybe")), FeedRows.Sale("B8", ("amount", "86,00")), FeedRows.Sale("B9", ("currency", "XXQ")),
                FeedRows.Sale("B10", ("outcome", "declined"), ("response_code", null)), FeedRows.Sale("B11", ("entry_mode", "5")), FeedRows.Sale("B12", ("card", "4111111111111111")),
                FeedRows.Sale("B13", ("event_id", null)), FeedRows.Sale("G14"))
            + "{\"event_id\":\"" + new string('x', 70_000) + "\"}\n" + FeedRows.Lines(FeedRows.Sale("G16", ("colour", "red")));

        var report = await Import(portal, file);

        Assert.Equal(3, report.Accepted);
        Assert.Equal(
        [
            new(2, "", "not-json"), new(3, "merchant_id", "missing"), new(4, "terminal_id", "too-long"), new(5, "occurred_at", "form"), new(6, "type", "unknown-value"),
            new(7, "outcome", "unknown-value"), new(8, "amount", "form"), new(9, "currency", "unknown-value"), new(10, "response_code", "missing"), new(11, "entry_mode", "form"),
            new(12, "card", "card-number"), new(13, "event_id", "missing"), new RowError(15, "", "row-too-long"),
        ], report.Rejected);
        Assert.Equal(1, report.UnknownFields["colour"]);
    }

    [Theory]
    [InlineData("card", "4111111111111111")]
    [InlineData("card", "62220200****12340000")]
    [InlineData("event_id", "4111-1111-1111-1111")]
    [InlineData("card_token", "4111111111111111")]
    [InlineData("response_code", "4111111111111111")]
    public async Task A_card_number_gets_into_no_table(string field, string number)
    {
        await using var portal = await TestPortal.Start();

        var report = await Import(portal, FeedRows.Lines(FeedRows.Sale("E1", (field, number), ("host_text", "unmistakable words"))));

        Assert.Equal([new(1, field, "card-number")], report.Rejected);
        Assert.DoesNotContain(number, report.ToString());
        var bytes = Encoding.UTF8.GetString(await Everything(portal));
        Assert.DoesNotContain(number, bytes);
        Assert.DoesNotContain("unmistakable", bytes);
    }

    [Fact]
    public async Task A_card_number_in_the_hosts_text_is_masked_before_it_is_kept()
    {
        await using var portal = await TestPortal.Start();

        await Import(portal, FeedRows.Lines(FeedRows.Sale("E1", ("host_text", "card 4111 1111 1111 1111 refused"))));

        Assert.Equal("card 411111******1111 refused", (await Find(portal, "E1"))!.HostText);
        Assert.DoesNotContain("4111 1111 1111 1111", Encoding.UTF8.GetString(await Everything(portal)));
    }

    private static async Task<byte[]> Everything(TestPortal portal)
    {
        var bytes = new List<byte>();
        // The mark of a serving portal is an empty file under an exclusive lock.
        foreach (var file in Directory.GetFiles(portal.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".serving", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content);
            bytes.AddRange(content);
        }

        return [.. bytes];
    }

    [Fact]
    public async Task Another_merchant_and_another_store_find_nothing()
    {
        await using var portal = await TestPortal.Start(Cast.LotusTea, Cast.HarbourNoodles);
        await Import(portal, FeedRows.Lines(FeedRows.Sale("E1"), FeedRows.Sale("E2", ("terminal_id", Cast.BundTill.Number))));
        var id = (await Find(portal, "E1"))!.Id;

        Assert.Null(await Find(portal, "E1", Cast.Wang));
        Assert.NotNull(await Find(portal, "E1", Cast.Lin));
        Assert.Null(await Find(portal, "E2", Cast.Lin));
        Assert.Equal(Problem.NotFound, (await portal.As(Cast.Wang).Run<FindTransaction, Result<FindTransaction.Found>>(f => f.Run(id, default))).Problem);
        Assert.Empty((await Look(portal, Cast.Wang, new(Terminal: Cast.Till1.Number, At: "14:00"))).Items);
        Assert.Empty((await Look(portal, Cast.Lin, new(Terminal: Cast.BundTill.Number, At: "14:00"))).Items);
        Assert.Single((await Look(portal, Cast.Lin, new(At: "14:00"))).Items);
        Assert.Equal(2, (await Look(portal, Cast.Chen, new(At: "14:00"))).Items.Count);
        Assert.Empty((await portal.As(Viewer.Nobody).Run<FindTransactions, FindTransactions.Found>(f => f.Run(new(At: "14:00"), default))).Items);
    }

    private static Task<FindTransactions.Found> Look(TestPortal portal, Cast.Person person, TransactionCriteria.Typed typed) =>
        portal.As(person).Run<FindTransactions, FindTransactions.Found>(f => f.Run(typed, default));

    [Fact]
    public async Task A_row_of_an_unregistered_terminal_is_kept_and_counted_and_seen_by_nobody()
    {
        await using var portal = await TestPortal.Start();

        var report = await Import(portal, FeedRows.Lines(FeedRows.Sale("E1", ("terminal_id", "99999999"))));

        Assert.Equal((1, 1), (report.Accepted, report.Unassigned));
        Assert.Null(await Find(portal, "E1", Cast.Chen));
    }

    [Fact]
    public async Task Csv_says_the_same()
    {
        await using var portal = await TestPortal.Start();
        var csv = "\uFEFFterminal_id,merchant_id,event_id,occurred_at,type,outcome,amount,currency,response_code,scheme,host_text,terminal.signal,shelf\r\n"
            + $"{Cast.Till1.Number},{Cast.LotusTea.Number},E1,2026-11-23T14:00:00+08:00,sale,declined,86.00,CNY,51,unionpay,\"says \"\"no\"\", twice\",4,A\r\n"
            + $"{Cast.Till1.Number},{Cast.LotusTea.Number},E2,2026-11-23T14:01:00+08:00,sale\r\n"
            + $"{Cast.Till1.Number},{Cast.LotusTea.Number},E3,2026-11-23T14:02:00+08:00,sale,approved,12.00,CNY,,,,,\r\n";

        var report = await Import(portal, csv, FeedFormat.Csv);

        Assert.Equal(2, report.Accepted);
        Assert.Equal([new RowError(3, "", "ragged")], report.Rejected);
        Assert.Equal(3, report.UnknownFields["shelf"]);
        var row = await Find(portal, "E1");
        Assert.Equal(("says \"no\", twice", 4), (row!.HostText, row.Terminal!.Signal!.Value));
    }

    [Theory]
    [InlineData("merchant_id,terminal_id,type,outcome\n", "import.header-missing")]
    [InlineData("merchant_id,terminal_id,type,outcome,occurred_at,type\n", "import.header-twice")]
    public async Task A_header_that_will_not_do_is_told(string csv, string code)
    {
        await using var portal = await TestPortal.Start();

        Assert.Equal(code, (await TryImport(portal, Encoding.UTF8.GetBytes(csv), FeedFormat.Csv)).Problem?.Code);
    }

    [Fact]
    public async Task A_file_in_gb18030_is_refused_as_such()
    {
        await using var portal = await TestPortal.Start();

        Assert.Equal("import.not-utf8", (await TryImport(portal, [.. "merchant_id,"u8, 0xC4, 0xE3, 0xBA, 0xC3, .. "\n"u8], FeedFormat.Csv)).Problem?.Code);
    }
}
