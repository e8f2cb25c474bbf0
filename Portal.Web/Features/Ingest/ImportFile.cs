using System.Threading.Channels;
using CsvHelper;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Web.Data.Guarding;
using Portal.Web.Data.Transactions;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Ingest;

/// <summary>
/// Takes in a feed file of any size: one task reads and judges, one writes, a few batches lie between them, so memory stays flat.
/// </summary>
public sealed class ImportFile(TransactionWriter writer, FoundCardData found, Viewer viewer)
{
    private const int BatchRows = 10_000;
    private const int BatchesWaiting = 1;

    public sealed record Input(string Path, FeedFormat Format, string Feed);

    public sealed record Progress(long Bytes, long Of);

    /// <summary>Problems: import.no-file, import.too-large, import.not-utf8, import.header-missing, import.header-twice, import.unreadable, feed.name.</summary>
    public async Task<Result<IngestReport>> Run(Input input, IProgress<Progress>? progress, CancellationToken cancel)
    {
        if (!FeedNames.IsOne(input.Feed)) return new Problem("feed.name", IngestLimits.FeedName);
        if (!File.Exists(input.Path)) return new Problem("import.no-file", input.Path);
        var length = new FileInfo(input.Path).Length;
        if (length > Limits.FeedFileBytes) return new Problem("import.too-large", Limits.FeedFileBytes >> 20);

        await using var stream = new FileStream(input.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (!FeedEncoding.IsUtf8(stream)) return new Problem("import.not-utf8");

        IFeedSource source;
        if (input.Format == FeedFormat.Csv)
        {
            try
            {
                var opened = CsvSource.Open(stream);
                if (!opened.IsOk) return opened.Problem;
                source = opened.Value;
            }
            catch (Exception broken) when (broken is CsvFormatException or CsvValidationException or InvalidOperationException or ArgumentException)
            {
                return new Problem("import.unreadable", 1);
            }
        }
        else
        {
            source = new NdjsonSource(stream);
        }

        using (source) return await Take(source, input.Feed, length, progress, cancel);
    }

    private async Task<Result<IngestReport>> Take(IFeedSource source, string feed, long length, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var rows = new TakeRows(feed);
        var batches = Channel.CreateBounded<TakeRows.Batch>(new BoundedChannelOptions(BatchesWaiting) { SingleReader = true, SingleWriter = true });
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(() => Read(source, rows, batches.Writer, length, progress, stopped.Token), stopped.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(stopped.Token))
                rows.Wrote(await writer.Write(feed, "file", batch.Rows, batch.Refused, cancel));
        }
        catch
        {
            await stopped.CancelAsync();
            throw;
        }

        var unreadableAt = await reading;
        rows.Tell(found, viewer);
        return unreadableAt is { } line ? new Problem("import.unreadable", line) : rows.Report(source.UnknownFields);
    }

    /// <summary>The line where the file could not be read on, if there is one; what was read before it is kept.</summary>
    private static async Task<int?> Read(
        IFeedSource source, TakeRows rows, ChannelWriter<TakeRows.Batch> batches, long length, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var row = new FeedRow();
        int? unreadableAt = null;
        try
        {
            while (source.Next(row, out var error))
            {
                if ((error ?? rows.Take(row)) is { } refused) rows.Refuse(refused, source.Text());
                if (rows.Waiting < BatchRows) continue;

                await batches.WriteAsync(rows.Next(), cancel);
                progress?.Report(new(source.Position, length));
            }
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvValidationException)
        {
            unreadableAt = row.Line + 1;
        }
        catch (Exception broken)
        {
            batches.Complete(broken);
            throw;
        }

        if (rows.Waiting > 0) await batches.WriteAsync(rows.Next(), cancel);
        batches.Complete();
        progress?.Report(new(length, length));
        return unreadableAt;
    }
}

internal static class FeedNames
{
    public const string Default = "default";

    /// <summary>Letters, digits, dot, dash and underscore.</summary>
    public static bool IsOne(string name) =>
        name.Length is > 0 and <= IngestLimits.FeedName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !CardNumbers.Contains(name);
}
