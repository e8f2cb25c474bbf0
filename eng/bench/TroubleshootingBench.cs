using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;

namespace Portal.Bench;

/// <summary>
/// Hidden true causes on the shipped playbook. The cases are the declines of a demo history, gathered as for a page two minutes after the sale, and the contexts that a code alone
/// misleads in; the cause is drawn from what the playbook believes of each, answers and outcomes from the playbook's words. Every strategy meets the same causes.
/// </summary>
internal static class TroubleshootingBench
{
    private const int Rows = 20_000, EveryDayDraws = 40, HardDraws = 1_000;
    private const double WrongShare = 0.1;

    public static async Task Run(string folder, Results results)
    {
        var pack = (await StarterPack.Read(StarterPack.Folder, default)).Value!;
        Compare("every day", await EveryDay(await BenchDatabase.Open(folder, Rows), pack.Playbook), EveryDayDraws, results);
        Compare("hard contexts", HardContexts.Of(pack.Playbook, new(pack.ResponseCodes)), HardDraws, results);
    }

    private static void Compare(string mix, IReadOnlyList<SimulatedCase> cases, int draws, Results results)
    {
        var tree = new TreePerCode(cases);
        var portal = new Portal();
        var (faq, order, best, oracle, planner) = (Play(new FaqOrder()), Play(new TreePerCode(cases, questions: false)), Play(tree), Play(new Oracle()), Play(portal));
        var (bestWrong, plannerWrong) = (Play(tree, WrongShare), Play(portal, WrongShare));

        results.Tell($"{mix}: declines, each with {draws} hidden causes", cases.Count, "cases");
        results.Tell($"{mix}: response codes among them", cases.Select(c => c.Code).Distinct().Count(), "codes");
        results.Tell($"{mix}: hidden causes that the playbook does not know", 1 - cases.Average(c => c.Causes.Sum(b => b.Probability)), "share");
        foreach (var (name, played) in new[]
        {
            ("(a) FAQ order", faq), ("(b) best order per code, no questions", order), ("(b) best tree per code", best), ("(c) oracle", oracle), ("(d) portal", planner),
            ("(b) one answer in ten wrong", bestWrong), ("(d) one answer in ten wrong", plannerWrong),
        })
        {
            results.Tell($"{mix}: {name}: cost to the end, mean", played.Cost, "s");
            results.Tell($"{mix}: {name}: steps, mean", played.Steps, "");
            results.Tell($"{mix}: {name}: questions, mean", played.Questions, "");
            results.Tell($"{mix}: {name}: ends with a person", played.HandedOver, "share");
        }

        results.Tell($"{mix}: cost, (d) to (a)", planner.Cost / faq.Cost, "x");
        results.Tell($"{mix}: cost, (d) to the best order per code", planner.Cost / order.Cost, "x");
        results.AtMost($"{mix}: cost, (d) to (b)", planner.Cost / best.Cost, 0.6);
        results.Tell($"{mix}: cost, (c) to (b): nothing can be lower", oracle.Cost / best.Cost, "x");
        results.AtMost($"{mix}: cost, (d) to (c)", planner.Cost / oracle.Cost, 1.5);
        results.AtMost($"{mix}: cost with wrong answers, (d) to (c)", plannerWrong.Cost / oracle.Cost, 2);
        results.AtMost($"{mix}: questions asked, median", planner.MedianQuestions, 2, "");
        results.AtLeast($"{mix}: right cause among the first three at the start", AmongFirstThree(cases), 0.9, "share");
        results.AtLeast($"{mix}: right cause among the first three at the end", planner.Named, 0.9, "share");
        var times = portal.PlanningMilliseconds.Order().ToList();
        results.Tell($"{mix}: planning a step, median", times[times.Count / 2], "ms");
        results.Tell($"{mix}: planning a step, 99th of 100", times[times.Count * 99 / 100], "ms");

        Played Play(IStrategy strategy, double wrong = 0) => TroubleshootingBench.Play(cases, strategy, draws, wrong);
    }

    private sealed record Played(double Cost, double Steps, double Questions, double MedianQuestions, double Named, double HandedOver);

    private static Played Play(IReadOnlyList<SimulatedCase> cases, IStrategy strategy, int draws, double wrong)
    {
        var (cost, steps, named, known, handedOver) = (0.0, 0.0, 0, 0, 0);
        var questions = new List<int>();
        for (var i = 0; i < cases.Count; i++)
            for (var draw = 0; draw < draws; draw++)
            {
                var hidden = cases[i].Draw(new Random(i * 10_000 + draw));
                var counter = new Counter(cases[i], hidden, new Random(1_000_000_000 + i * 10_000 + draw), wrong);
                strategy.Run(cases[i], hidden, counter);
                (cost, steps) = (cost + counter.Cost, steps + counter.Steps);
                questions.Add(counter.Questions);
                if (counter.HandedOver) handedOver++;
                if (strategy is not Portal { NamedAtEnd: { } right }) continue;
                known++;
                if (right) named++;
            }

        questions.Sort();
        return new(cost / questions.Count, steps / questions.Count, questions.Average(), questions[questions.Count / 2], known == 0 ? 0 : (double)named / known, (double)handedOver / questions.Count);
    }

    /// <summary>Of the causes that the playbook knows.</summary>
    private static double AmongFirstThree(IReadOnlyList<SimulatedCase> cases) =>
        cases.Sum(c => c.Causes.Take(3).Sum(b => b.Probability)) / cases.Sum(c => c.Causes.Sum(b => b.Probability));

    /// <summary>As they come.</summary>
    private static async Task<List<SimulatedCase>> EveryDay(BenchDatabase database, Playbook playbook)
    {
        var cases = new List<SimulatedCase>();
        foreach (var id in database.Ids($"SELECT id FROM transactions WHERE outcome = {(int)Outcome.Declined} ORDER BY id"))
        {
            if ((await database.Run<GatherCase, Result<Gathered>>(g => g.Run(new TransactionId(id), default))).Value is not { } gathered) continue;
            var now = gathered.File.Transaction.OccurredAt.AddMinutes(2);
            cases.Add(new(playbook, gathered.File with
            {
                SameTerminal = [.. gathered.File.SameTerminal.Where(r => r.OccurredAt <= now)],
                Related = [.. gathered.File.Related.Where(r => r.OccurredAt <= now)],
                DataUntil = now,
            }, now));
        }

        return cases;
    }
}
