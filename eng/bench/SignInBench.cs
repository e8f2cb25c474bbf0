using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Data;
using Portal.Web.Features;
using Portal.Web.Features.People;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Bench;

/// <summary>
/// Can the time of an answer tell whether somebody has an account? A thousand tries each for people there are and people there are not, in random order,
/// at the sign-in and at the reset form: difference of the medians, and the rank test of Mann and Whitney over all answers.
/// </summary>
internal static partial class SignInBench
{
    private const int Tries = 1_000, Warm = 60;

    // Fewer than would lock an account, so that every try is looked at.
    private const int TriesPerPerson = 8;

    private static readonly int People = Tries / TriesPerPerson;

    public static async Task Run(string folder, Results results)
    {
        var builder = PortalProgram.Builder([], AllFeatures.List, PortalHost.DemoEnvironment);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "sign-in-" + Guid.NewGuid().ToString("N"))).FullName, "portal.db")}",
            ["Portal:TrustedProxies"] = "127.0.0.1",
            ["Demo:Enabled"] = "false",
            ["Logging:LogLevel:Default"] = "Error",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build().MapPortal(AllFeatures.List);
        await app.Services.GetRequiredService<PrepareDatabase>().Run(default);
        foreach (var step in app.Services.GetServices<IStartupStep>()) await step.Run(default);
        await AddPeople(app.Services);
        await app.StartAsync();

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
        await Compare("sign-in", "/account/login", "login", http, results);
        await Compare("reset", "/account/forgot", "forgot", http, results);
    }

    private static async Task AddPeople(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
        var add = scope.ServiceProvider.GetRequiredService<AddPerson>();
        for (var i = 0; i < People; i++)
        {
            var added = await add.Run(new(Known(i), "Bench", Role.Agent, null, [], "seven teapots on a ferry"), default);
            if (!added.IsOk) throw new InvalidOperationException(added.Problem.Code);
        }
    }

    private static string Known(int i) => $"person{i:D3}@known.example";

    private static string Unknown(int i) => $"person{i:D3}@never.example";

    private static async Task Compare(string what, string path, string form, HttpClient http, Results results)
    {
        var page = await http.GetStringAsync(path);
        var start = page.IndexOf($"value=\"{form}\"", StringComparison.Ordinal);
        start = page.LastIndexOf("<form", start, StringComparison.Ordinal);
        var hidden = HiddenField().Matches(page[start..page.IndexOf("</form>", start, StringComparison.Ordinal)])
            .ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));

        var random = new Random(20261127);
        for (var i = 0; i < Warm; i++) await Ask($"warm{i}@never.example", i);

        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < Tries; i++)
            foreach (var isKnown in random.Next(2) == 0 ? new[] { true, false } : [false, true])
                (isKnown ? known : unknown).Add(await Ask(isKnown ? Known(i % People) : Unknown(i % People), Warm + i * 2 + (isKnown ? 1 : 0)));

        var (p, slower) = RankTest(known, unknown);
        results.Tell($"{what}, people there are, median", Median(known), "ms");
        results.Tell($"{what}, people there are not, median", Median(unknown), "ms");
        results.AtMost($"{what}, difference of the medians", Math.Abs(Median(known) - Median(unknown)), 5, "ms");
        results.Tell($"{what}, chance that the known one of two was slower", slower, "");
        results.AtLeast($"{what}, rank test, probability of such ranks by chance", p, 0.01, "");

        // Every try comes from an address of its own, so that none is slowed down for the number of them.
        async Task<double> Ask(string email, int number)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(hidden.Append(new("email", email)).Append(new("password", "not the password"))),
            };
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"{(what == "reset" ? 11 : 10)}.{number / 65536}.{number / 256 % 256}.{number % 256}"));
            var from = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Found)) throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
            return took;
        }
    }

    /// <summary>Mann and Whitney, two-sided, by the normal approximation (samples of a thousand; ties do not matter at this resolution).</summary>
    private static (double P, double Slower) RankTest(List<double> first, List<double> second)
    {
        var ranked = first.Select(v => (Value: v, IsFirst: true)).Concat(second.Select(v => (Value: v, IsFirst: false))).OrderBy(v => v.Value).ToList();
        var ranks = ranked.Select((v, i) => v.IsFirst ? i + 1.0 : 0).Sum();
        double n = first.Count, m = second.Count;
        var u = ranks - n * (n + 1) / 2;
        var z = (u - n * m / 2) / Math.Sqrt(n * m * (n + m + 1) / 12);
        return (2 * (1 - Normal(Math.Abs(z))), u / (n * m));
    }

    // Zelen and Severo: within 7.5e-8.
    private static double Normal(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        return 1 - Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
