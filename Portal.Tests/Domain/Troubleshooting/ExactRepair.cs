using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Troubleshooting;

/// <summary>
/// The best there is: dynamic programming over everything that may have been answered and tried. And what a planner really costs, by following it down
/// every branch. Shares with the planner nothing but the problem.
/// </summary>
internal sealed class ExactRepair
{
    private readonly RepairProblem.Question[] questions;
    private readonly RepairProblem.Remedy[] remedies;
    private readonly double[][] handOvers;
    private readonly Dictionary<ulong, double> solved = [];

    /// <summary>What each cause costs at least, were it known: what cannot beat the best even then is left out.</summary>
    private readonly double[] least;

    /// <summary>The weights after so many moves.</summary>
    private readonly double[][] depths;

    private ExactRepair(RepairProblem problem)
    {
        (questions, remedies) = ([.. problem.Questions], [.. problem.Remedies]);
        handOvers = [.. problem.HandOvers.Select(h => h.Costs)];
        least = [.. Enumerable.Range(0, problem.Chances.Count).Select(Least)];
        depths = [.. Enumerable.Range(0, questions.Length + remedies.Length + 1).Select(_ => new double[problem.Chances.Count])];
    }

    /// <summary>Expected cost of the best plan.</summary>
    public static double Optimum(RepairProblem problem)
    {
        var exact = new ExactRepair(problem);
        problem.Chances.ToArray().CopyTo(exact.depths[0], 0);
        return exact.Solve(0, 0, 0);
    }

    /// <summary>Expected cost of asking the planner at every step, each branch weighed by its chance.</summary>
    public static double CostOf(RepairProblem problem, Func<RepairState, Move> next)
    {
        var start = RepairState.Start(problem);
        return Follow(start) / start.Chance;

        double Follow(RepairState state)
        {
            var chance = state.Chance;
            if (chance <= 0) return 0;
            var move = next(state);
            return move.Kind switch
            {
                MoveKind.HandOver => problem.HandOvers[move.Index].Costs.Zip(state.Weights, (cost, weight) => cost * weight).Sum(),
                MoveKind.Try => problem.Remedies[move.Index].Cost * chance + Follow(state.NotHelped(problem, move.Index)),
                _ => problem.Questions[move.Index].Cost * chance
                    + Enumerable.Range(0, problem.Questions[move.Index].Likelihoods.Length).Sum(answer => Follow(state.Answered(problem, move.Index, answer))),
            };
        }
    }

    /// <param name="answers">Three bits for each question: 0 not asked, else the answer from 1.</param>
    /// <param name="depth">How much has been done: the weights here are in <see cref="depths"/>.</param>
    /// <returns>Cost for each unit of chance.</returns>
    private double Solve(ulong answers, ulong tried, int depth)
    {
        var key = answers << 8 | tried;
        if (solved.TryGetValue(key, out var known)) return known;

        var weights = depths[depth];
        var sum = Sum(weights);
        var best = double.MaxValue;
        foreach (var costs in handOvers) best = Math.Min(best, Dot(costs, weights));

        var next = depth + 1 < depths.Length ? depths[depth + 1] : [];
        for (var r = 0; r < remedies.Length; r++)
        {
            if ((tried >> r & 1) != 0) continue;
            var cures = remedies[r].Cures;
            for (var c = 0; c < next.Length; c++) next[c] = weights[c] * (1 - cures[c]);
            var cost = remedies[r].Cost * sum;
            if (cost + Dot(least, next) >= best) continue;
            var chance = Sum(next);
            best = Math.Min(best, cost + (chance <= 0 ? 0 : chance * Solve(answers, tried | 1UL << r, depth + 1)));
        }

        var rest = Dot(least, weights);
        for (var q = 0; q < questions.Length; q++)
        {
            if ((answers >> 3 * q & 7) != 0) continue;
            var cost = questions[q].Cost * sum;
            var open = rest;
            for (var a = 0; a < questions[q].Likelihoods.Length && cost + open < best; a++)
            {
                var likely = questions[q].Likelihoods[a];
                for (var c = 0; c < next.Length; c++) next[c] = weights[c] * likely[c];
                var chance = Sum(next);
                if (chance <= 0) continue;
                open -= Dot(least, next);
                cost += chance * Solve(answers | (ulong)(a + 1) << 3 * q, tried, depth + 1);
            }

            // Broken off: what is still open costs at least that.
            best = Math.Min(best, cost + Math.Max(0, open));
        }

        return solved[key] = best / sum;
    }

    private double Least(int cause)
    {
        var best = handOvers.Min(costs => costs[cause]);
        foreach (var remedy in remedies.Where(r => r.Cures[cause] > 0).OrderBy(r => r.Cures[cause] / r.Cost))
            best = Math.Min(best, remedy.Cost + (1 - remedy.Cures[cause]) * best);
        return best;
    }

    private static double Sum(double[] of)
    {
        var sum = 0.0;
        for (var i = 0; i < of.Length; i++) sum += of[i];
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
