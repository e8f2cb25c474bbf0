using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Domain.Troubleshooting;

namespace Portal.Bench;

/// <summary>What the planner costs on made-up problems, followed down every branch, to what the best plan costs.</summary>
internal static class PlannerBench
{
    private const int Problems = 1_000;

    public static void Run(Results results)
    {
        var ratios = new List<(double Ratio, int Seed)>(Problems);
        var (moves, spent) = (0, TimeSpan.Zero);
        var first = new int[3];
        for (var seed = 1; seed <= Problems; seed++)
        {
            var problem = RandomRepairs.Of(seed);
            var best = ExactRepair.Optimum(problem);
            var planner = new Planner(problem);
            first[(int)planner.Next(RepairState.Start(problem)).Kind]++;
            var cost = ExactRepair.CostOf(problem, state =>
            {
                var started = Stopwatch.GetTimestamp();
                var move = planner.Next(state);
                spent += Stopwatch.GetElapsedTime(started);
                moves++;
                return move;
            });
            ratios.Add((cost / best, seed));
        }

        ratios.Sort();
        results.Tell("problems", Problems, "");
        results.Tell("begin with a question", first[(int)MoveKind.Ask], "");
        results.Tell("begin with a fix", first[(int)MoveKind.Try], "");
        results.Tell("begin with a person", first[(int)MoveKind.HandOver], "");
        results.Tell("best plan found", ratios.Count(r => r.Ratio < 1.000001), "problems");
        foreach (var percent in new[] { 50, 75, 90, 95, 98 }) results.Tell($"cost to optimum, {percent}th of 100", At(percent), "x");
        results.AtMost("cost to optimum, 99th of 100", At(99), 1.15);
        results.Tell(string.Create(CultureInfo.InvariantCulture, $"cost to optimum, worst (seed {ratios[^1].Seed})"), ratios[^1].Ratio, "x");
        results.AtMost("cost to optimum, mean", ratios.Average(r => r.Ratio), 1.03);
        results.Tell("a move, mean", spent.TotalMicroseconds / moves, "us");

        double At(int percent) => ratios[Problems * percent / 100 - 1].Ratio;
    }
}
