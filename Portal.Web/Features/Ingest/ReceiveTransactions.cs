using System.Text;
using System.Text.Json;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Web.Data.Guarding;
using Portal.Web.Data.Transactions;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Ingest;

/// <summary>Takes in what one HTTP request carries, NDJSON or a JSON array: all of it is stored, synced and counted before it is answered.</summary>
public sealed class ReceiveTransactions(TransactionWriter writer, FoundCardData found, Viewer viewer)
{
    /// <param name="OnlyMerchant">DE42 the key is bound to; rows of others are refused.</param>
    public sealed record Input(ReadOnlyMemory<byte> Body, bool IsArray, string Feed, string? OnlyMerchant);

    /// <summary>Problems: feed.name, ingest.too-many-rows, ingest.not-json (an array that is none).</summary>
    public async Task<Result<IngestReport>> Run(Input input, CancellationToken cancel)
    {
        if (!FeedNames.IsOne(input.Feed)) return new Problem("feed.name", IngestLimits.FeedName).For("feed");

        var rows = new TakeRows(input.Feed, input.OnlyMerchant);
        var reader = new JsonRowReader();
        var read = input.IsArray ? ReadArray(input.Body.Span, reader, rows) : ReadLines(input.Body, reader, rows);
        if (!read.IsOk) return read.Problem;
        if (rows.Waiting > 0)
        {
            var batch = rows.Next();
            rows.Wrote(await writer.Write(input.Feed, "api", batch.Rows, batch.Refused, cancel));
        }

        rows.Tell(found, viewer);
        return rows.Report(reader.UnknownFields);
    }

    private static Result ReadLines(ReadOnlyMemory<byte> body, JsonRowReader reader, TakeRows rows)
    {
        var row = new FeedRow();
        var rest = body.Span;
        if (rest.StartsWith("\uFEFF"u8)) rest = rest[3..];
        for (var number = 1; rest.Length > 0; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0) continue;
            if (rows.Waiting >= Limits.FeedRowsPerRequest) return new Problem("ingest.too-many-rows", Limits.FeedRowsPerRequest);

            row.Clear(number);
            var error = line.Length > Limits.FeedRowBytes ? new RowError(number, "", RowErrors.RowTooLong) : reader.Read(line, row);
            Take(rows, row, error, line);
        }

        return Result.Ok;
    }

    private static Result ReadArray(ReadOnlySpan<byte> body, JsonRowReader reader, TakeRows rows)
    {
        var row = new FeedRow();
        var broken = new Problem("ingest.not-json");
        if (body.StartsWith("\uFEFF"u8)) body = body[3..];
        try
        {
            var json = new Utf8JsonReader(body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray) return broken;
            for (var number = 1; json.Read() && json.TokenType != JsonTokenType.EndArray; number++)
            {
                if (rows.Waiting >= Limits.FeedRowsPerRequest) return new Problem("ingest.too-many-rows", Limits.FeedRowsPerRequest);
                row.Clear(number);
                var start = (int)json.TokenStartIndex;
                RowError? error;
                if (json.TokenType == JsonTokenType.StartObject) error = reader.Read(ref json, row);
                else
                {
                    json.Skip();
                    error = new RowError(number, "", RowErrors.NotJson);
                }

                var text = body[start..(int)json.BytesConsumed];
                if (text.Length > Limits.FeedRowBytes) error = new RowError(number, "", RowErrors.RowTooLong);
                Take(rows, row, error, text);
            }

            return json.TokenType == JsonTokenType.EndArray ? Result.Ok : broken;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return broken;
        }
    }

    private static void Take(TakeRows rows, FeedRow row, RowError? error, ReadOnlySpan<byte> text)
    {
        error ??= rows.Take(row);
        if (error is not null) rows.Refuse(error, Encoding.UTF8.GetString(text));
    }
}
