using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Demo;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;

namespace Portal.Bench;

/// <summary>
/// "It is not this card": normal hours and faults replayed as a feed sends them, ten seconds at a time; each decline is diagnosed with what has arrived by then.
/// </summary>
internal static class ReplayBench
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Codes that say of themselves whose they are; the others (a switch that hiccups once, a key that is stale) have no truth on a normal day.</summary>
    private static readonly HashSet<string> OfTheCard = ["51", "55", "61", "05", "57", "14", "54", "62", "65", "75", "45", "13", "38", "41", "43", "04", "21", "34"];

    /// <param name="Minutes">Of each wide fault.</param>
    /// <param name="Tells">Wide faults have to be told, not only not mistaken.</param>
    private sealed record Scene(string Name, double PerMinute, double HistoryDays, int Terminals, int Merchants, int Banks, int NormalMinutes, int Minutes, bool Tells);

    private static readonly Scene[] Scenes =
    [
        new("1 000 a minute", 1_000, 1.375, 14_000, 5_000, 40, 60, 8, true),
        new("100 a minute", 100, 6, 1_400, 500, 40, 120, 20, true),
        new("10 a minute", 10, 14, 140, 50, 12, 360, 40, false),
        new("a portal of 14 terminals", 0.5, 30, 14, 6, 8, 1_440, 60, false),
        new("1 000 a minute, no history", 1_000, 0.02, 14_000, 5_000, 40, 10, 8, false),
    ];

    /// <param name="only">Part of a scene's name; null for all. False alarms are promised over all scenes together.</param>
    public static async Task Run(string folder, string? only, Results results)
    {
        var normal = new Tally();
        foreach (var scene in Scenes.Where(s => only is null || s.Name.Contains(only, StringComparison.Ordinal)))
        {
            var tally = await Play(folder, scene);
            tally.Tell(scene.Name, results);
            normal.Add(tally);
            if (!scene.Tells) continue;
            results.AtLeast($"{scene.Name}: bank-wide faults told right, from the first minute on", tally.Share(Tally.WideFromMinute, "right"), 0.9);
            results.AtLeast($"{scene.Name}: scope right in all replayed declines that have one", tally.Share(Tally.All, "right"), 0.9);
        }

        results.AtMost("false bank-wide in 1 000 declines that are not", 1000.0 * normal.Count(Tally.NotWide, "wide") / normal.Count(Tally.NotWide), 1, "");
    }

    private static async Task<Tally> Play(string folder, Scene scene)
    {
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"replay-{scene.Terminals}-{scene.HistoryDays}.db"));
        foreach (var old in Directory.GetFiles(folder, Path.GetFileName(file) + "*")) File.Delete(old);
        var clock = new SetClock(Begin);
        var database = await BenchDatabase.OpenAs(file, 0, clock);
        foreach (var step in database.Services.GetServices<IStartupStep>()) await step.Run(default);
        var plan = new DemoPlan(0, scene.Terminals, scene.Merchants, 1, 7, Begin);
        await database.Run<RegisterDemoMerchants, bool>(async r => { await r.Run(plan, default); return true; });

        var traffic = new ReplayTraffic(DemoWorld.Merchants(plan), scene.PerMinute, scene.Banks, 20261120);
        using var writer = database.Services.GetRequiredService<TransactionWriter>();
        Console.Error.WriteLine($"Replaying {scene.Name}: history …");
        var stretch = TimeSpan.FromMinutes(Math.Clamp(5_000 / scene.PerMinute, 1, 240));
        for (var at = Begin.AddDays(-scene.HistoryDays); at < Begin; at += stretch)
            await Write(writer, traffic.Rows(at, at + stretch < Begin ? at + stretch : Begin, []));

        var faults = Faults(scene, traffic).ToList();
        var until = faults.Max(f => f.To).AddMinutes(10);
        var tally = new Tally();
        var store = database.Services.GetRequiredService<TransactionStore>();
        var pace = scene.PerMinute < 5 ? TimeSpan.FromMinutes(1) : Step;
        for (var at = Begin; at < until; at += pace)
        {
            var rows = traffic.Rows(at, at + pace, faults);
            await Write(writer, rows);
            clock.Now = at + pace;
            foreach (var replayed in rows.Where(r => r.Row.SentOutcome != Outcome.Approved))
            {
                tally.Arrived(replayed);
                var id = (await store.ByEventId(replayed.Row.EventId!, default)).Single().Id;
                var found = await database.Run<Diagnose, Result<DiagnosedCase>>(d => d.Run(id, default));
                tally.Judge(replayed, found.Value!, faults);
            }
        }

        return tally;
    }

    private static Task<WrittenBatch> Write(TransactionWriter writer, List<Replayed> rows) =>
        writer.Write("replay", "file", [.. rows.Select((r, i) => new ArrivedRow(i + 1, r.Row))], [], default);

    private static IEnumerable<Fault> Faults(Scene scene, ReplayTraffic traffic)
    {
        var at = Begin.AddMinutes(scene.NormalMinutes);
        foreach (var (name, strikes, change) in Wide())
        {
            yield return new(name, "bank-wide", at, at.AddMinutes(scene.Minutes), strikes, change);
            at = at.AddMinutes(scene.Minutes + 10);
        }

        // Among the terminals busy enough for a second card to come by within minutes; spread over an hour and more, as they come in life: twelve shops
        // whose lines fail in the same minutes would be one fault.
        var busy = traffic.Busiest().Where(t => t.Share * scene.PerMinute > 0.1).ToList();
        var codes = new[] { "A0", "54", "55", "45" };
        for (var i = 0; i < 24 && i * 7 + 1 < busy.Count; i++)
        {
            var number = busy[i * 7 + 1].Terminal.Number;
            var code = codes[i % codes.Length];
            yield return new($"terminal {code}", "terminal", at.AddMinutes(i * 4), at.AddMinutes(i * 4 + 25), (r, _) => r.TerminalNumber == number, r => Declined(r, code, code == "54" ? CodeSource.Terminal : CodeSource.Issuer) with
            {
                EntryMode = code == "45" ? "021" : "051",
                ServiceCode = code == "45" ? "601" : null,
                ChipCondition = code == "45" ? "2" : null,
            });
        }

        for (var i = 0; i < 8 && i * 11 + 3 < busy.Count; i++)
        {
            var number = busy[i * 11 + 3].Terminal.Number;
            yield return new("line", "line", at.AddMinutes(i * 12), at.AddMinutes(i * 12 + 25), (r, _) => r.TerminalNumber == number,
                r => Open(r, "98") with { Terminal = r.Terminal! with { Network = NetworkType.FourG, Signal = 1 } });
        }

        foreach (var (merchant, i) in busy.GroupBy(t => t.Merchant.Number).Where(m => m.Count() >= 2).Take(8).Select((m, i) => (m.Key, i)))
            yield return new("merchant account", "merchant-account", at.AddMinutes(i * 12), at.AddMinutes(i * 12 + 25), (r, _) => r.MerchantNumber == merchant, r => Declined(r, i % 2 == 0 ? "03" : "05", CodeSource.Issuer));
    }

    private static IEnumerable<(string, Func<Transaction, double, bool>, Func<Transaction, Transaction>)> Wide()
    {
        yield return ("a bank of 5 %: 91", (r, _) => r.Issuer == "BANK03", r => Declined(r, "91", CodeSource.Switch));
        yield return ("the switch, 5 % of all: 96", (_, chance) => chance < .05, r => Declined(r, "96", CodeSource.Switch));
        yield return ("a bank of 5 %: no answer, 98", (r, _) => r.Issuer == "BANK03", r => Open(r, "98"));
        yield return ("a bank of 12 %: 05", (r, _) => r.Issuer == "BANK01", r => Declined(r, "05", CodeSource.Issuer));
        yield return ("the switch, 5 % of all: no answer", (_, chance) => chance < .05, r => Open(r, null));
        yield return ("a bank of 20 %, half of it: 68", (r, chance) => r.Issuer == "BANK00" && chance < .5, r => Declined(r, "68", CodeSource.Switch));
    }

    private static Transaction Declined(Transaction row, string code, CodeSource source) => row with { SentOutcome = Outcome.Declined, ResponseCode = code, CodeSource = source, ServiceCode = null, ChipCondition = null };

    private static Transaction Open(Transaction row, string? code) => row with { SentOutcome = Outcome.Unknown, ResponseCode = code, CodeSource = null, ServiceCode = null, ChipCondition = null };

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>How many declines of each kind, and what was said of them.</summary>
    private sealed class Tally
    {
        public const string All = "all", NotWide = "not wide", WhileAFaultLasts = "a system's code by chance while a wide fault lasts", WideFromMinute = "wide, from the first minute on";

        private readonly Dictionary<(string Kind, string Said), int> counts = [];
        private readonly Dictionary<string, HashSet<string>> cardsAt = [];

        /// <summary>The first cards of a faulty terminal cannot tell yet.</summary>
        private const int CardsThatTell = 3;

        public int Count(string kind, string said = "") => counts.GetValueOrDefault((kind, said));

        public double Share(string kind, string said) => Count(kind, said) / Math.Max(1.0, Count(kind));

        public void Add(Tally other)
        {
            foreach (var (key, count) in other.counts) counts[key] = counts.GetValueOrDefault(key) + count;
        }

        public void Arrived(Replayed row)
        {
            if (row.Fault is { Truth: not "bank-wide" } fault) (cardsAt.TryGetValue(fault.Name + row.Row.TerminalNumber, out var cards) ? cards : cardsAt[fault.Name + row.Row.TerminalNumber] = []).Add(row.Row.CardToken!);
        }

        public void Judge(Replayed replayed, DiagnosedCase found, IReadOnlyList<Fault> faults)
        {
            var (row, fault) = replayed;
            var scope = Kebab.Of(found.Diagnosed.Scope);
            var saysTooLittle = found.Diagnosed.Evidence.Any(e => e.Key is "too-little-elsewhere" or "no-other-traffic");
            // A switch that hiccups once while it is down for others is told from nothing by anybody.
            var alike = fault is null && !OfTheCard.Contains(row.ResponseCode!)
                && faults.Any(f => f.Truth == "bank-wide" && row.OccurredAt >= f.From && row.OccurredAt < f.To + Step);
            if (fault?.Truth != "bank-wide") One(alike ? WhileAFaultLasts : NotWide, found.Diagnosed.Scope == Scope.BankWide ? "wide" : "narrow");

            if (fault is null)
            {
                if (!OfTheCard.Contains(row.ResponseCode!)) return;
                Say("normal, a card's code", scope, scope == "card" || scope == "unknown" && saysTooLittle);
            }
            else if (fault.Truth == "bank-wide")
            {
                var seconds = (row.OccurredAt - fault.From).TotalSeconds;
                var when = seconds < 20 ? "0-20 s" : seconds < 40 ? "20-40 s" : seconds < 60 ? "40-60 s" : "from 60 s";
                if (seconds >= 60) One(WideFromMinute, scope == "bank-wide" ? "right" : "");
                var right = scope == "bank-wide";
                One($"{fault.Name}, {when}", right ? "right" : saysTooLittle ? "too little to tell" : scope);
                if (seconds >= 60) One(All, right ? "right" : "");
            }
            else if (cardsAt[fault.Name + row.TerminalNumber].Count >= CardsThatTell)
            {
                Say(fault.Name, scope, scope == fault.Truth);
            }
        }

        private void Say(string kind, string scope, bool right)
        {
            One(kind, right ? "right" : scope);
            One(All, right ? "right" : "");
        }

        private void One(string kind, string said)
        {
            counts[(kind, "")] = counts.GetValueOrDefault((kind, "")) + 1;
            if (said.Length > 0) counts[(kind, said)] = counts.GetValueOrDefault((kind, said)) + 1;
        }

        public void Tell(string scene, Results results)
        {
            foreach (var kind in counts.Keys.Where(k => k.Said.Length == 0).Select(k => k.Kind).Order(StringComparer.Ordinal))
            {
                results.Tell($"{scene}: {kind}", Count(kind), "declines");
                foreach (var (key, count) in counts.Where(c => c.Key.Kind == kind && c.Key.Said.Length > 0).OrderByDescending(c => c.Value))
                    results.Tell("   " + key.Said, 100.0 * count / Count(kind), "%");
            }
        }
    }
}
