namespace Portal.Domain.Troubleshooting;

/// <summary>
/// The next move with the lowest expected cost to the end. Looks two moves ahead over everything that may be asked, with every answer to it, everything that may be
/// tried and everyone it may be handed to; beyond that it reckons with trying what is left by chance per cost, each time anew after a failure, until
/// handing over is cheaper. Choosing afresh at every step makes the plan better than the reckoning.
/// </summary>
/// <remarks>
/// Deterministic: no clock decides how far it looks. What cannot beat the best found so far even if the cause were then known (the price of perfect
/// information) is not looked into; equal moves are taken in the order: hand over, try, ask, then by index.
/// </remarks>
public sealed class Planner
{
    private const int Ahead = 2;

    /// <summary>Two costs nearer than this are the same.</summary>
    private const double Same = 1e-9;

    private readonly int causes, questions, remedies, handOvers;
    private readonly double[] questionCosts, remedyCosts;
    private readonly double[][][] likelihoods;
    private readonly double[][] cures, handOverCosts;

    /// <summary>The causes that each fix may cure: of many, few.</summary>
    private readonly int[][] curable;

    /// <summary>What handing over costs for most causes, and the causes for which it costs something else.</summary>
    private readonly (double Mostly, (int Cause, double More)[] Else)[] handOverPrices;

    /// <summary>For each cause its fixes, the one with the most chance per cost first.</summary>
    private readonly int[][] bestFirst;

    private readonly Dictionary<ulong, double[]> known = [];

    /// <summary>Rows of weights, one for every level of looking ahead and every answer on it: no search allocates.</summary>
    private readonly double[][] rows;

    private int row;

    public Planner(RepairProblem problem)
    {
        if (problem.Questions.Count > RepairProblem.Most || problem.Remedies.Count > RepairProblem.Most) throw new ArgumentOutOfRangeException(nameof(problem));
        (causes, questions, remedies, handOvers) = (problem.Chances.Count, problem.Questions.Count, problem.Remedies.Count, problem.HandOvers.Count);
        questionCosts = [.. problem.Questions.Select(q => q.Cost)];
        remedyCosts = [.. problem.Remedies.Select(r => r.Cost)];
        likelihoods = [.. problem.Questions.Select(q => q.Likelihoods)];
        cures = [.. problem.Remedies.Select(r => r.Cures)];
        handOverCosts = [.. problem.HandOvers.Select(h => h.Costs)];
        curable = [.. cures.Select(of => Enumerable.Range(0, causes).Where(c => of[c] > 0).ToArray())];
        handOverPrices = [.. handOverCosts.Select(of =>
        {
            var mostly = of.GroupBy(cost => cost).MaxBy(g => g.Count())!.Key;
            return (mostly, of.Select((cost, c) => (c, cost - mostly)).Where(more => more.Item2 != 0).ToArray());
        })];
        bestFirst = [.. Enumerable.Range(0, causes).Select(c => Enumerable.Range(0, remedies)
            .Where(r => cures[r][c] > 0).OrderByDescending(r => cures[r][c] / remedyCosts[r]).ThenBy(r => r).ToArray())];
        rows = new double[2 * (Ahead + 2)][];
        for (var i = 0; i < rows.Length; i++) rows[i] = new double[causes];
    }

    public Move Next(RepairState state)
    {
        var sum = Sum(state.Weights);
        var (bestHandOver, handedOver) = HandOver(state.Weights, sum);
        var best = new Move(MoveKind.HandOver, bestHandOver, handedOver, sum);
        var after = Take();

        for (var r = 0; r < remedies; r++)
        {
            if ((state.Tried >> r & 1) != 0 || Fail(state.Weights, r, after) <= 0) continue;
            var spent = remedyCosts[r] * sum;
            if (spent + Known(after, state.Tried | 1UL << r) >= best.Cost - Same) continue;
            var then = Value(after, state.Asked, state.Tried | 1UL << r, Ahead - 1);
            if (spent + then.Cost < best.Cost - Same) best = new(MoveKind.Try, r, spent + then.Cost, sum + then.Steps);
        }

        var least = Known(state.Weights, state.Tried);
        for (var q = 0; q < questions; q++)
        {
            if ((state.Asked >> q & 1) != 0) continue;
            var (cost, steps) = Asked(state.Weights, state.Asked, state.Tried, q, sum, least, best.Cost - Same, Ahead);
            if (cost < best.Cost - Same) best = new(MoveKind.Ask, q, cost, steps);
        }

        row--;
        return best with { Cost = best.Cost / sum, Steps = best.Steps / sum };
    }

    /// <summary>What it costs to ask and then to go on as well as can be seen; more than <paramref name="limit"/> where it cannot be less.</summary>
    private (double Cost, double Steps) Asked(double[] weights, ulong asked, ulong tried, int question, double sum, double least, double limit, int ahead)
    {
        var (cost, steps) = (questionCosts[question] * sum, sum);
        if (cost + least >= limit) return (double.MaxValue, 0);

        var told = Take();
        foreach (var likelihood in likelihoods[question])
        {
            for (var c = 0; c < causes; c++) told[c] = weights[c] * likelihood[c];
            least -= Known(told, tried);
            var then = Value(told, asked | 1UL << question, tried, ahead - 1);
            (cost, steps) = (cost + then.Cost, steps + then.Steps);
            if (cost + least < limit) continue;
            cost = double.MaxValue;
            break;
        }

        row--;
        return (cost, steps);
    }

    private (double Cost, double Steps) Value(double[] weights, ulong asked, ulong tried, int ahead)
    {
        var (best, steps) = Reckon(weights, tried);
        if (ahead == 0) return (best, steps);

        var sum = Sum(weights);
        var least = Known(weights, tried);
        if (best - least <= Same * sum) return (best, steps);

        var after = Take();
        for (var r = 0; r < remedies; r++)
        {
            if ((tried >> r & 1) != 0 || Fail(weights, r, after) <= 0) continue;
            var spent = remedyCosts[r] * sum;
            if (spent + Known(after, tried | 1UL << r) >= best) continue;
            var then = Value(after, asked, tried | 1UL << r, ahead - 1);
            if (spent + then.Cost < best) (best, steps) = (spent + then.Cost, sum + then.Steps);
        }

        row--;
        for (var q = 0; q < questions; q++)
        {
            if ((asked >> q & 1) != 0) continue;
            var then = Asked(weights, asked, tried, q, sum, least, best, ahead);
            if (then.Cost < best) (best, steps) = then;
        }

        return (best, steps);
    }

    /// <summary>Trying by chance per cost until handing over is cheaper.</summary>
    private (double Cost, double Steps) Reckon(double[] weights, ulong tried)
    {
        var left = Take();
        var after = Take();
        weights.CopyTo(left, 0);
        var (cost, steps, sum) = (0.0, 0.0, Sum(left));
        var handedOver = HandOver(left, sum).Cost;
        while (true)
        {
            var (best, bestRate) = (-1, 0.0);
            for (var r = 0; r < remedies; r++)
            {
                if ((tried >> r & 1) != 0) continue;
                var cured = 0.0;
                var curing = cures[r];
                foreach (var c in curable[r]) cured += left[c] * curing[c];
                if (cured > bestRate * remedyCosts[r]) (best, bestRate) = (r, cured / remedyCosts[r]);
            }

            if (best < 0) break;
            var rest = sum - Fail(left, best, after);
            var then = HandOver(after, rest).Cost;
            if (remedyCosts[best] * sum + then >= handedOver) break;

            (cost, steps) = (cost + remedyCosts[best] * sum, steps + sum);
            tried |= 1UL << best;
            (left, after, handedOver, sum) = (after, left, then, rest);
        }

        row -= 2;
        return (cost + handedOver, steps + sum);
    }

    /// <summary>What it would cost if the cause were known from here on: no plan is cheaper.</summary>
    private double Known(double[] weights, ulong tried)
    {
        if (!known.TryGetValue(tried, out var costs)) known[tried] = costs = KnownCosts(tried);
        var cost = 0.0;
        for (var c = 0; c < causes; c++) cost += weights[c] * costs[c];
        return cost;
    }

    private double[] KnownCosts(ulong tried)
    {
        var costs = new double[causes];
        for (var c = 0; c < causes; c++)
        {
            var handedOver = handOverCosts.Min(h => h[c]);
            var (cost, alive) = (0.0, 1.0);
            foreach (var r in bestFirst[c])
            {
                if ((tried >> r & 1) != 0) continue;
                if (remedyCosts[r] >= cures[r][c] * handedOver) break;
                cost += alive * remedyCosts[r];
                alive *= 1 - cures[r][c];
            }

            costs[c] = cost + alive * handedOver;
        }

        return costs;
    }

    private (int Index, double Cost) HandOver(double[] weights, double sum)
    {
        var (best, bestCost) = (0, double.MaxValue);
        for (var h = 0; h < handOvers; h++)
        {
            var (mostly, otherwise) = handOverPrices[h];
            var cost = mostly * sum;
            foreach (var (cause, more) in otherwise) cost += weights[cause] * more;
            if (cost < bestCost) (best, bestCost) = (h, cost);
        }

        return (best, bestCost);
    }

    /// <returns>The chance, among those weights, that it helps.</returns>
    private double Fail(double[] weights, int remedy, double[] after)
    {
        var cured = 0.0;
        var curing = cures[remedy];
        weights.CopyTo(after, 0);
        foreach (var c in curable[remedy])
        {
            var helped = weights[c] * curing[c];
            cured += helped;
            after[c] = weights[c] - helped;
        }

        return cured;
    }

    private static double Sum(double[] of)
    {
        var sum = 0.0;
        foreach (var weight in of) sum += weight;
        return sum;
    }

    private double[] Take() => rows[row++];
}
