using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Domain.Common;
using Portal.Domain.Ingest;
using Portal.Domain.Transactions;
using Portal.Web.Features.Demo;
using Portal.Web.Features.Ingest;

namespace Portal.Bench;

/// <summary>A file of new rows into the large database, end to end (file to committed, every index), against what the sqlite3 shell needs for the stored rows.</summary>
internal static class ImportBench
{
    private const int Rows = 200_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Run(BenchDatabase database, string folder, Results results)
    {
        // A copy, so that the next run finds the same database.
        var copy = Path.Combine(folder, "import.db");
        File.Copy(database.File, copy, overwrite: true);
        File.Delete(copy + "-wal");
        var target = await BenchDatabase.OpenAs(copy, database.Rows);
        var ndjson = Path.Combine(folder, "import.ndjson");
        WriteFile(ndjson);

        var started = Stopwatch.GetTimestamp();
        var before = target.Number("SELECT max(id) FROM transactions");
        var report = await target.Run<ImportFile, Result<IngestReport>>(i => i.Run(new(ndjson, FeedFormat.Ndjson, "bench"), null, default));
        var ours = Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (report.Value!.Accepted != Rows) throw new InvalidOperationException($"{report.Value.Accepted} of {Rows} accepted.");

        started = Stopwatch.GetTimestamp();
        var again = await target.Run<ImportFile, Result<IngestReport>>(i => i.Run(new(ndjson, FeedFormat.Ndjson, "bench"), null, default));
        results.Tell("import of the same file again (all duplicates)", again.Value!.Duplicates / Stopwatch.GetElapsedTime(started).TotalSeconds, "rows/s");
        results.Tell($"import end to end into {database.Rows}", ours, "rows/s");

        var csv = Path.Combine(folder, "import.csv");
        if (!Shell(copy, string.Create(CultureInfo.InvariantCulture, $".mode csv\n.output '{csv}'\nSELECT {Columns} FROM transactions WHERE id > {before} ORDER BY id;\n"))) return;

        // In turns, twice each; the better one counts, which is the harder one to keep up with.
        var (indexed, bare) = (0.0, 0.0);
        for (var turn = 0; turn < 2; turn++)
        {
            indexed = Math.Max(indexed, Floor(folder, csv, Indexes));
            bare = Math.Max(bare, Floor(folder, csv, ""));
        }

        results.Tell("sqlite3 .import, same rows, same indexes", indexed, "rows/s");
        results.AtLeast("import to sqlite3 .import with the same indexes", ours / indexed, 0.3);
        results.Tell("sqlite3 .import, same rows, bare table", bare, "rows/s");
        results.Tell("import to sqlite3 .import into a bare table", ours / bare, "x");
    }

    private static void WriteFile(string path)
    {
        var plan = new DemoPlan(Rows, 14_000, 5_000, 1, 8, BenchDatabase.Until.AddDays(1));
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        foreach (var row in DemoHistory.Rows(plan).Take(Rows)) file.WriteLine(JsonSerializer.Serialize(Fields(row), Plain));
    }

    private static Dictionary<string, object> Fields(Transaction row)
    {
        var fields = new Dictionary<string, object>(TransactionJson.Of(row, "Asia/Shanghai"));
        foreach (var ours in new[] { "id", "feed", "received_at" }) fields.Remove(ours);
        return fields;
    }

    // Byte columns travel as hexadecimal text: the shell has no other way to read them.
    private const string Columns =
        "id, day, occurred_at, terminal_no, delivery_no, type, outcome, reversed_by, amount, currency, response_code, scheme_no, entry_mode, card_first6, card_last4, hex(card_token), " +
        "stan, hex(rrn), hex(auth_code), hex(batch), issuer_no, state_no, link, signed_on, marks, hex(event_key), nullif(hex(original_key), ''), host_text";

    private const string Table =
        "CREATE TABLE floor (id INTEGER PRIMARY KEY, day INTEGER, occurred_at INTEGER, terminal_no INTEGER, delivery_no INTEGER, type INTEGER, outcome INTEGER, reversed_by INTEGER, amount INTEGER, " +
        "currency INTEGER, response_code TEXT, scheme_no INTEGER, entry_mode INTEGER, card_first6 INTEGER, card_last4 INTEGER, card_token TEXT, stan INTEGER, rrn TEXT, auth_code TEXT, batch TEXT, " +
        "issuer_no INTEGER, state_no INTEGER, link INTEGER, signed_on INTEGER, marks INTEGER, event_key TEXT, original_key TEXT, host_text TEXT);\n";

    // The shell reads an empty field as an empty text, hence the condition of the third.
    private const string Indexes =
        "CREATE INDEX a ON floor (day, terminal_no, occurred_at); CREATE UNIQUE INDEX b ON floor (event_key); CREATE INDEX c ON floor (original_key) WHERE original_key <> ''; " +
        "CREATE INDEX d ON floor (response_code, occurred_at) WHERE outcome = 1;\n";

    /// <summary>An empty database: the shell never has to go through ten million rows.</summary>
    private static double Floor(string folder, string csv, string indexes)
    {
        var file = Path.Combine(folder, "floor.db");
        foreach (var old in Directory.GetFiles(folder, "floor.db*")) File.Delete(old);
        Shell(file, "PRAGMA journal_mode=WAL;\n" + Table + indexes);
        var started = Stopwatch.GetTimestamp();
        Shell(file, $"PRAGMA synchronous=FULL;\nPRAGMA cache_size=-16384;\n.mode csv\n.import '{csv}' floor\n");
        return Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static bool Shell(string file, string input) => Run("sqlite3", [file], input);

    private static bool Run(string program, string[] arguments, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
