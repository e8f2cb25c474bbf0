using System.Text;
using CsvHelper;
using Portal.Domain.Ingest;
using Portal.Web.Features.Ingest;

namespace Portal.Fuzz;

/// <summary>A feed file, read and judged row by row as <see cref="ImportFile"/> does it, without the database behind.</summary>
internal abstract class FeedTarget : Target
{
    protected const string Fields = "event_id,merchant_id,terminal_id,occurred_at,type,outcome,amount,currency,response_code,scheme,entry_mode,card,card_token,stan,rrn,auth_code,original_event_id,host_text,terminal.serial,terminal.signal,terminal.signed_on_at";

    public override IReadOnlyList<string> Words => [.. Fields.Split(','), "sale", "reversal", "declined", "approved", "unknown", "CNY", "JPY", "unionpay", "86.00", "0.1", "2026-11-23T14:00:00+08:00", "622202******1234", "4111 1111 1111 1111"];

    protected abstract IFeedSource? Open(MemoryStream stream);

    public override Task<string?> Try(byte[] input)
    {
        using var stream = new MemoryStream(input);
        if (!FeedEncoding.IsUtf8(stream)) return Task.FromResult<string?>(null);
        try
        {
            using var source = Open(stream);
            if (source is null) return Task.FromResult<string?>(null);
            var rows = new TakeRows("fuzz");
            var row = new FeedRow();
            var read = 0;
            while (source.Next(row, out var error))
            {
                if (++read > input.Length + 1) return Task.FromResult<string?>("reads more rows than there are bytes");
                if ((error ?? rows.Take(row)) is { } refused) rows.Refuse(refused, source.Text());
            }

            var batch = rows.Next();
            foreach (var kept in batch.Refused)
                if (kept.Text is { } text && Portal.Domain.Common.CardNumbers.Contains(text)) return Task.FromResult<string?>("keeps a card number");
            return Task.FromResult<string?>(null);
        }
        catch (Exception told) when (told is CsvFormatException or CsvValidationException)
        {
            // ImportFile answers import.unreadable with the line.
            return Task.FromResult<string?>(null);
        }
    }
}

internal sealed class CsvTarget : FeedTarget
{
    public override string Name => "csv";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            Fields + "\r\nE1,898310058120001,10000001,2026-11-23T14:00:00+08:00,sale,declined,86.00,CNY,51,unionpay,051,622202******1234,tok1,000123,123456789012,A1B2C3,,NSF,SN1,4,2026-11-23T08:00:00+08:00\r\n",
            "\uFEFFoutcome,type,occurred_at,terminal_id,merchant_id,note\nunknown,sale,2026-11-23T06:00:00Z,10000001,898310058120001,\"a \"\"quoted\"\"\nnote\"\n",
            "event_id,merchant_id,terminal_id,occurred_at,type,outcome,amount,currency\nE2,898310058120001,10000001,2026-11-23T14:00:00+08:00,reversal,approved,\"1,234.56\",CNY\n\nE3,x,y,z,a,b,c,d\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    protected override IFeedSource? Open(MemoryStream stream)
    {
        try
        {
            return CsvSource.Open(stream) is { IsOk: true } opened ? opened.Value : null;
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvValidationException or InvalidOperationException or ArgumentException)
        {
            // So does ImportFile.
            return null;
        }
    }
}

internal sealed class NdjsonTarget : FeedTarget
{
    public override string Name => "ndjson";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"event_id":"E1","merchant_id":"898310058120001","terminal_id":"10000001","occurred_at":"2026-11-23T14:00:00+08:00","type":"sale","outcome":"declined","amount":"86.00","currency":"CNY","response_code":"51","scheme":"unionpay","card":"622202******1234","terminal":{"serial":"SN1","signal":4,"network":"wifi","location_ok":true,"signed_on_at":"2026-11-23T08:00:00+08:00"}}""" + "\n",
            """{"rrn":"1","stan":"2","merchant_id":"m","terminal_id":"t","occurred_at":"2026-11-23T06:00:00Z","type":"reversal","outcome":"reversed","original_event_id":"E1","host_text":"\u0041\ud83d\ude00","unknown":{"deep":[1,[2,[3]]]}}""" + "\r\n{}\n[]\nnull\n\"x\"\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    protected override IFeedSource? Open(MemoryStream stream) => new NdjsonSource(stream);
}
