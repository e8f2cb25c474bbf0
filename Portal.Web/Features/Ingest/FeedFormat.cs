using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Portal.Domain.Common;
using Portal.Domain.Ingest;

namespace Portal.Web.Features.Ingest;

public enum FeedFormat { Csv, Ndjson }

/// <summary>A file as rows: fills the same <see cref="FeedRow"/> again and again.</summary>
internal interface IFeedSource : IDisposable
{
    long Position { get; }

    IReadOnlyDictionary<string, long> UnknownFields { get; }

    /// <summary>False at the end. Where the row could not even be read, <paramref name="error"/> says why.</summary>
    bool Next(FeedRow row, out RowError? error);

    /// <summary>The row as it came, for the list of refused ones; valid until the next.</summary>
    string Text();
}

internal sealed class NdjsonSource(Stream stream) : IFeedSource
{
    private readonly Lines lines = new(stream);
    private readonly JsonRowReader reader = new(new RepeatedTexts());

    public long Position => lines.Position;

    public IReadOnlyDictionary<string, long> UnknownFields => reader.UnknownFields;

    public bool Next(FeedRow row, out RowError? error)
    {
        error = null;
        while (lines.Next(out var line))
        {
            if (line.Length == 0 && !lines.IsTooLong) continue;
            row.Clear(lines.Number);
            error = lines.IsTooLong ? new RowError(lines.Number, "", RowErrors.RowTooLong) : reader.Read(line, row);
            return true;
        }

        return false;
    }

    public string Text() => Encoding.UTF8.GetString(lines.Current);

    public void Dispose() => stream.Dispose();
}

/// <summary>CSV with a header of the feed's field names, in any order; the terminal's columns are called "terminal.serial" and so on.</summary>
internal sealed class CsvSource : IFeedSource
{
    private readonly CsvReader csv;
    private readonly FeedField?[] columns;
    private readonly Dictionary<string, long> unknown = new(StringComparer.Ordinal);
    private readonly List<string> unknownNames;

    private CsvSource(CsvReader csv, FeedField?[] columns, List<string> unknownNames) => (this.csv, this.columns, this.unknownNames) = (csv, columns, unknownNames);

    public long Position => csv.ByteOffset;

    public IReadOnlyDictionary<string, long> UnknownFields => unknown;

    /// <summary>Problems: import.header-missing (names), import.header-twice (name).</summary>
    public static Result<CsvSource> Open(Stream stream)
    {
        var csv = CsvReader.Create(stream, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            MaxRecordSize = Limits.FeedRowBytes,
            TrimWhitespace = true,
        });
        csv.ReadHeader();
        var names = csv.Headers.ToArray().Select(h => h.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToArray();
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Key.Length > 0 && g.Count() > 1)?.Key;
        if (twice is not null) return new Problem("import.header-twice", CardNumbers.Mask(twice));

        var columns = names.Select(FeedFields.Find).ToArray();
        string[] missing = [.. new[] { FeedField.MerchantId, FeedField.TerminalId, FeedField.OccurredAt, FeedField.Type, FeedField.Outcome }
            .Where(f => !columns.Contains(f)).Select(FeedFields.Name)];
        if (missing.Length > 0) return new Problem("import.header-missing", string.Join(", ", missing));
        return new CsvSource(csv, columns, [.. names.Where((n, i) => columns[i] is null && n.Length > 0).Select(n => n.Length > 40 || CardNumbers.Contains(n) ? "…" : n).Distinct()]);
    }

    public bool Next(FeedRow row, out RowError? error)
    {
        error = null;
        if (!csv.Read()) return false;
        row.Clear((int)csv.LineNumber);
        foreach (var name in unknownNames) unknown[name] = unknown.GetValueOrDefault(name) + 1;
        if (csv.FieldCount != columns.Length)
        {
            error = new RowError(row.Line, "", RowErrors.Ragged);
            return true;
        }

        for (var i = 0; i < columns.Length; i++)
            if (columns[i] is { } field && !csv.IsEmpty(i)) row[field] = csv.GetString(i);
        return true;
    }

    public string Text() => Encoding.UTF8.GetString(csv.RawRecord);

    public void Dispose() => csv.Dispose();
}

/// <summary>UTF-8 or not: a feed in another encoding is refused before its first row, not row by row.</summary>
internal static class FeedEncoding
{
    private const int Looked = 1 << 16;

    public static bool IsUtf8(Stream stream)
    {
        Span<byte> start = new byte[Looked];
        var length = stream.ReadAtLeast(start, Looked, throwOnEndOfStream: false);
        stream.Position = 0;
        start = start[..length];
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return false;
        // The last character may have been cut in two.
        for (var cut = 0; cut < 4 && cut <= length; cut++)
            if (Utf8.IsValid(start[..(length - cut)])) return true;
        return false;
    }
}
