using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Bench;

/// <summary>
/// Processor time a request of the merchant's pages, as against a nearly empty page of the same kind, in a portal of its own process. The pages take turns, and
/// of each the cheapest turn counts: neighbours on the machine make a turn dearer (colder caches, collections at a bad time), never cheaper.
/// </summary>
internal static partial class PageBench
{
    private const int Warm = 1_500, Rounds = 15, Each = 90;
    private const string Email = "bench@bench.example", Password = "bench-counter-2026-long";

    /// <summary>Signed in, same frame, one small form: what every page costs at least.</summary>
    private const string Nearly = "/continue";

    /// <param name="portal">Folder of a published portal.</param>
    public static async Task Run(BenchDatabase database, string portal, Results results)
    {
        var (merchant, terminal, at, id) = Sample(database);
        using (var adding = Start(portal, database.File, "user", "add", "--email", Email, "--name", "Bench", "--role", "owner", "--merchant", merchant, "--password", Password))
            await adding.WaitForExitAsync(); // There already in a database used again: then signing in below tells.

        using var server = Start(portal, database.File, "--urls", "http://127.0.0.1:0");
        try
        {
            using var http = await SignIn(await Address(server));
            var pages = new Dictionary<string, string>
            {
                ["nearly empty page"] = Nearly,
                ["lookup, first visit"] = "/lookup",
                ["lookup, with results"] = $"/lookup?terminal={terminal}&at={Uri.EscapeDataString(at)}",
                ["transaction"] = $"/transactions/{id}",
            };
            foreach (var page in pages.Values) await Ask(http, page, Warm);

            var costs = pages.Keys.ToDictionary(name => name, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
                foreach (var (name, page) in pages)
                {
                    server.Refresh();
                    var before = server.TotalProcessorTime;
                    await Ask(http, page, Each);
                    server.Refresh();
                    costs[name].Add((server.TotalProcessorTime - before).TotalMilliseconds / Each);
                }

            var floor = costs["nearly empty page"].Min();
            foreach (var (name, times) in costs)
            {
                results.Tell($"{name}, processor time a request, best turn", times.Min(), "ms");
                results.Tell("   median turn", Median(times), "ms");
            }

            results.AtMost("lookup, first visit, to a nearly empty page", costs["lookup, first visit"].Min() / floor, 3);
            results.AtMost("lookup, with results, to a nearly empty page", costs["lookup, with results"].Min() / floor, 3);
            results.Tell("transaction, to a nearly empty page", costs["transaction"].Min() / floor, "x");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>A declined sale in the middle of the history, of a merchant that is registered.</summary>
    private static (string Merchant, string Terminal, string At, long Id) Sample(BenchDatabase database)
    {
        using var connection = database.Connection();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT m."Number", t."Number", x.occurred_at, x.id FROM transactions x
            JOIN terminal_keys k ON k.no = x.terminal_no JOIN terminals t ON t."Number" = k.number JOIN merchants m ON m."Id" = t."MerchantId"
            WHERE x.id > (SELECT max(id) / 2 FROM transactions) AND x.outcome = 1 LIMIT 1
            """;
        using var row = command.ExecuteReader();
        if (!row.Read()) throw new InvalidOperationException("No declined sale to look up.");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return (row.GetString(0), row.GetString(1), at, row.GetInt64(3));
    }

    private static Process Start(string portal, string database, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(portal, "Portal.Web.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Demo";
        start.Environment["DEMO__ENABLED"] = "false";
        start.Environment["PORTAL__RATELIMITS__ENABLED"] = "false";
        start.Environment["PORTAL__DATABASE__CONNECTIONSTRING"] = $"Data Source={database}";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<Uri> Address(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
            if (LocalAddress().Match(line) is { Success: true } found)
            {
                _ = server.StandardOutput.ReadToEndAsync();
                return new Uri(found.Value);
            }

        throw new InvalidOperationException("The portal did not start.");
    }

    private static async Task<HttpClient> SignIn(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        using var plain = new HttpRequestMessage(HttpMethod.Get, "/account/login");
        plain.Headers.Add("Accept-Encoding", "identity");
        var form = await (await http.SendAsync(plain)).Content.ReadAsStringAsync();
        var login = form[form.IndexOf("action=\"/account/login\"", StringComparison.Ordinal)..];
        var hidden = HiddenField().Matches(login[..login.IndexOf("</form>", StringComparison.Ordinal)]).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        hidden["email"] = Email;
        hidden["password"] = Password;
        using var answer = await http.PostAsync("/account/login", new FormUrlEncodedContent(hidden));
        return answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther ? http : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    private static async Task Ask(HttpClient http, string page, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var answer = await http.GetAsync(page);
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page} answered {answer.StatusCode}.");
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    [GeneratedRegex("http://(127\\.0\\.0\\.1|localhost):[0-9]+")]
    private static partial Regex LocalAddress();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
