using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;
using Portal.Tests.Domain.CardGuard;
using Portal.Tests.Support;

namespace Portal.Tests.Features.CardGuard;

/// <summary>
/// Card numbers through every input there is; afterwards none of them is in the database, its log file, the logs, the outbox, any file or any answer.
/// The suite does it with a few, eng/security/cards with a thousand.
/// </summary>
public class EveryInputTests(ITestOutputHelper output)
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("PORTAL_CARD_CANARIES") ?? "4", CultureInfo.InvariantCulture);

    /// <summary>Each number leaves tickets, people and keys behind: a portal of its own for so many keeps the pages as long as they are in life.</summary>
    private const int NumbersAPortal = 40;

    private int spelled;

    [Fact]
    public async Task No_card_number_that_comes_in_anywhere_is_kept_logged_mailed_or_shown()
    {
        foreach (var numbers in CanaryCards.Make(Count).Chunk(NumbersAPortal)) await Through(numbers);
    }

    private async Task Through(IReadOnlyList<string> numbers)
    {
        var seen = new SeenLogs();
        await using var portal = await TestPortal.Start(builder =>
        {
            // As it is served: the developer's error page shows requests as they came.
            builder.Environment.EnvironmentName = Environments.Production;
            builder.Logging.ClearProviders().AddProvider(seen);
            builder.Configuration["Logging:LogLevel:Default"] = "Information";
            builder.Configuration["Api:RequestsPerMinute"] = "1000000";
        }, Cast.LotusTea, Cast.HarbourNoodles);
        var inputs = new EveryInput(portal);
        await inputs.Open();
        Assert.Empty(inputs.Unknown);

        var leaks = new List<string>();
        foreach (var number in numbers)
        {
            var eye = new Leaks([number]);
            portal.Look = async answer => Look($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery} → {(int)answer.StatusCode}", eye,
                answer.Headers.ToString() + answer.Content.Headers + (answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync()));
            inputs.Said = said => Look("a use case", eye, said);
            await inputs.Type(number, () => Spellings.All[spelled++ % Spellings.All.Count].Write(number));
            Look("logs", eye, seen.Take());
            output.WriteLine($"{number[..4]}…: {inputs.Tried} ways in");
            if (leaks.Count > 20) break;
        }

        portal.Look = null;
        var all = new Leaks(numbers);
        var kept = await LookIntoDatabase(portal, all, leaks);
        await LookIntoFiles(portal, all, leaks);
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
        Assert.Empty(Reached.Except(kept));

        void Look(string where, Leaks eye, string text)
        {
            foreach (var number in eye.In(text)) leaks.Add($"{number} in {where}: {Near(text, number)}");
        }
    }

    private static string Near(string text, string number)
    {
        var at = text.IndexOf(number, StringComparison.Ordinal);
        return at < 0 ? "(spelled)" : text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 60)];
    }

    /// <summary>Columns where masked numbers must have arrived: the inputs lead somewhere.</summary>
    private static readonly string[] Reached =
    [
        "tickets.Subject", "tickets.Closure", "ticket_messages.Text", "ticket_drafts.Text", "attachments.Name", "users.Name", "users.Email", "users.NormalizedEmail", "api_keys.Name", "transactions.host_text",
    ];

    /// <summary>Every column of every table as text.</summary>
    /// <returns>Columns that hold a masked number.</returns>
    private static async Task<HashSet<string>> LookIntoDatabase(TestPortal portal, Leaks all, List<string> leaks)
    {
        var kept = new HashSet<string>();
        await using DbConnection connection = TestDatabase.IsPostgres
            ? new NpgsqlConnection((await portal.Settings())["Database:ConnectionString"]) : new SqliteConnection($"Data Source={portal.DatabaseFile}");
        await connection.OpenAsync();
        var (tables, columns) = TestDatabase.IsPostgres
            ? ("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'", "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{0}'")
            : ("SELECT name FROM sqlite_master WHERE type = 'table'", "SELECT name FROM pragma_table_info('{0}')");
        foreach (var table in await Column(connection, tables))
            foreach (var column in await Column(connection, string.Format(CultureInfo.InvariantCulture, columns, table)))
                foreach (var text in await Column(connection, $"SELECT CAST(\"{column}\" AS TEXT) FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"))
                {
                    leaks.AddRange(all.In(text).Select(number => $"{number} in {table}.{column}"));
                    if (Portal.Domain.Common.CardNumbers.IsMasked(text)) kept.Add($"{table}.{column}");
                }

        return kept;
    }

    private static async Task<List<string>> Column(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync()) found.Add(rows.GetString(0));
        return found;
    }

    /// <summary>Every file of the data folder as it lies there: the database, its write-ahead log, the outbox; mails also as they are read.</summary>
    private static async Task LookIntoFiles(TestPortal portal, Leaks all, List<string> leaks)
    {
        foreach (var path in Directory.GetFiles(portal.Folder, "*", SearchOption.AllDirectories).Where(p => !p.EndsWith(".serving", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            leaks.AddRange(all.In(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)).Select(number => $"{number} in {Path.GetFileName(path)}"));
            leaks.AddRange(all.Packed(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Select(number => $"{number} packed in {Path.GetFileName(path)}"));
            if (!path.EndsWith(".eml", StringComparison.Ordinal)) continue;
            bytes.Position = 0;
            using var mail = await MimeMessage.LoadAsync(bytes);
            leaks.AddRange(all.In(mail.Subject + mail.TextBody + mail.To).Select(number => $"{number} in a mail"));
        }
    }

    public static TheoryData<string> Names => [.. Spellings.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_search_finds_a_number_that_was_kept_as_it_was_typed(string spelling)
    {
        foreach (var number in CanaryCards.Make(50)) Assert.Equal([number], new Leaks([number]).In("{\"Text\":\"卡号 " + Spellings.All.Single(s => s.Name == spelling).Write(number) + " 14:05\"}"));
    }

    [Theory]
    [InlineData("import", "{0}.csv", "--format", "csv")]
    [InlineData("import", "nothing.csv", "--format", "csv", "--feed", "{0}")]
    [InlineData("user", "add", "--email", "{0}@x.example", "--name", "{0}", "--role", "owner", "--merchant", "{0}")]
    [InlineData("{0}", "--{0}", "{0}")]
    public async Task The_command_line_repeats_no_card_number(params string[] words)
    {
        await using var portal = await TestPortal.Start();
        var number = CanaryCards.Make(1)[0];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), .. words.Select(w => string.Format(CultureInfo.InvariantCulture, w, number)), "--no-demo", "--urls", "nonsense"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in await portal.Settings()) start.Environment["PORTAL__" + name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
        using var process = Process.Start(start)!;
        var printed = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await printed;
        await process.WaitForExitAsync();

        Assert.Empty(new Leaks([number]).In(said));
        Assert.NotEqual("", said);
    }
}
