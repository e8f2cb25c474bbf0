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
    private const int Rows = 200_000, Turns = 3;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Run(BenchDatabase database, string folder, Results results)
    {
        // A copy, so that the next run finds the same database.
        var copy = Path.Combine(folder, "import.db");
        File.Copy(database.File, copy, overwrite: true);
        File.Delete(copy + "-wal");
        var target = await BenchDatabase.OpenAs(copy, database.Rows);

        // In turns, each with the rows of another day; of each the best counts, so that what else the machine did meanwhile counts little.
        var (ours, again, indexed, bare) = (0.0, 0.0, 0.0, 0.0);
        for (var turn = 1; turn <= Turns; turn++)
        {
            var ndjson = Path.Combine(folder, "import.ndjson");
            WriteFile(ndjson, turn);
            var before = target.Number("SELECT max(id) FROM transactions");
            var (rate, report) = await Import(target, ndjson);
            if (report.Accepted != Rows) throw new InvalidOperationException($"{report.Accepted} of {Rows} accepted.");
            ours = Math.Max(ours, rate);

            (rate, report) = await Import(target, ndjson);
            if (report.Duplicates != Rows) throw new InvalidOperationException($"{report.Duplicates} of {Rows} were duplicates.");
            again = Math.Max(again, rate);

            var csv = Path.Combine(folder, "import.csv");
            if (!Shell(copy, string.Create(CultureInfo.InvariantCulture, $".mode csv\n.output '{csv}'\nSELECT {Columns} FROM transactions WHERE id > {before} ORDER BY id;\n"))) continue;
            indexed = Math.Max(indexed, Floor(folder, csv, Indexes));
            bare = Math.Max(bare, Floor(folder, csv, ""));
        }

        results.Tell("import of the same file again (all duplicates)", again, "rows/s");
        results.Tell($"import end to end into {database.Rows}", ours, "rows/s");
        if (indexed == 0) return;
        results.Tell("sqlite3 .import, same rows, same indexes", indexed, "rows/s");
        results.AtLeast("import to sqlite3 .import with the same indexes", ours / indexed, 0.3);
        results.Tell("sqlite3 .import, same rows, bare table", bare, "rows/s");
        results.Tell("import to sqlite3 .import into a bare table", ours / bare, "x");
    }

    private static async Task<(double Rate, IngestReport Report)> Import(BenchDatabase target, string ndjson)
    {
        var started = Stopwatch.GetTimestamp();
        var report = await target.Run<ImportFile, Result<IngestReport>>(i => i.Run(new(ndjson, FeedFormat.Ndjson, "bench"), null, default));
        return (Rows / Stopwatch.GetElapsedTime(started).TotalSeconds, report.Value!);
    }

    private static void WriteFile(string path, int day)
    {
        var plan = new DemoPlan(Rows + Rows / 100, 14_000, 5_000, 1, 7 + day, BenchDatabase.Until.AddDays(day));
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
        "CREATE INDEX d ON floor (response_code, occurred_at, scheme_no, issuer_no, card_first6, terminal_no, type, outcome) WHERE outcome IN (1, 3);\n";

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
