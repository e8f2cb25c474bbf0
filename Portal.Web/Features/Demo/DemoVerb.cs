using System.CommandLine;
using System.Globalization;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Demo;

/// <summary><c>demo</c>: fills a database with a realistic, reproducible history. The same options give the same rows.</summary>
internal static class DemoVerb
{
    public static Command Make(VerbHost host)
    {
        var transactions = Number("--transactions", 20_000, 1, 100_000_000, "Rows of everyday traffic; the planted stories come on top.");
        var terminals = Number("--terminals", 14, 14, 200_000, "Terminals, at least the 14 of the stories.");
        var merchants = Number("--merchants", 6, 6, 50_000, "Merchants, at least the 6 of the stories.");
        var days = Number("--days", 30, 1, 1_000, "Days of history.");
        var seed = Number("--seed", 7, 0, int.MaxValue, "Another seed, another history.");
        var until = new Option<DateTimeOffset?>("--until") { Description = "Where the history ends; midnight (UTC) of today unless given." };

        var verb = new Command("demo", "Fills the database with demo merchants and transactions.") { transactions, terminals, merchants, days, seed, until };
        verb.SetAction((parsed, cancel) => host.Run((services, token) => Fill(services, new DemoPlan(
            parsed.GetValue(transactions), parsed.GetValue(terminals), parsed.GetValue(merchants), parsed.GetValue(days), parsed.GetValue(seed),
            parsed.GetValue(until) ?? Midnight(services.GetRequiredService<TimeProvider>())), token), cancel));
        return verb;
    }

    private static Option<int> Number(string name, int usual, int least, int most, string what)
    {
        var option = new Option<int>(name) { Description = what, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            var value = result.GetValueOrDefault<int>();
            if (value < least || value > most) result.AddError($"{name} is a number from {least} to {most}.");
        });
        return option;
    }

    private static DateTimeOffset Midnight(TimeProvider clock) => new(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    private static async Task<int> Fill(IServiceProvider services, DemoPlan plan, CancellationToken cancel)
    {
        if (services.GetRequiredService<IHostEnvironment>().IsProduction())
        {
            await Console.Error.WriteLineAsync("Demo data is refused in Production. Set ASPNETCORE_ENVIRONMENT=Demo and another Database:ConnectionString.");
            return VerbHost.CouldNotRun;
        }

        await services.GetRequiredService<RegisterDemoMerchants>().Run(plan, cancel);
        var written = await services.GetRequiredService<WriteDemoHistory>().Run(plan, Console.IsErrorRedirected ? null : rows => Progress(rows, plan), cancel);
        if (!Console.IsErrorRedirected) await Console.Error.WriteLineAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written.Accepted} transactions written, {written.Duplicates} were there already."));
        return VerbHost.Done;
    }

    private static void Progress(int rows, DemoPlan plan) =>
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{Math.Min(100, rows * 100L / plan.Transactions),3} %  {rows:N0}"));
}
