using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

/// <summary>
/// Chooses what to do next by expected cost, in seconds of the person at the counter: fixes by chance per cost; a question only where what it may
/// tell saves more than asking costs, looking one question ahead; a person where nothing left is worth its time.
/// A better planner replaces <see cref="Choose"/>; nothing else depends on how it chooses.
/// </summary>
internal static class ExpectedCost
{
    /// <summary>What handing over costs: writing to support and waiting for the first answer.</summary>
    private const double HandOver = 900;

    /// <summary>Waiting for the acquirer comes on top of asking it.</summary>
    private const double AcquirerWait = 300;

    /// <summary>How often people do not know.</summary>
    private const double DontKnow = 0.15;

    /// <summary>A question has to save at least this much, or it is only curiosity.</summary>
    private const double Margin = 5;

    private const int LookAhead = 8;

    internal sealed record Choice(Check? Check, Fix? Fix, double Steps);

    public static Choice Choose(Thinking thinking)
    {
        var plan = Plan(thinking.Beliefs, thinking.Fixes);
        var best = new Choice(null, plan.First, plan.Steps);
        var cost = plan.Cost - Margin;

        foreach (var check in thinking.Checks)
        {
            var asked = Asked(thinking, check, plan.Cost);
            if (asked >= cost) continue;
            cost = asked;
            best = new Choice(check, null, 1 + plan.Steps);
        }

        return best;
    }

    private static double Asked(Thinking thinking, Check check, double costUnasked)
    {
        if (!check.Options.Any(o => o.Effects.Count > 0)) return double.MaxValue;

        var told = 0.0;
        foreach (var (_, chance, after) in thinking.Beliefs.Foresee(check))
            told += chance * Plan(after, thinking.Fixes).Cost;
        return check.CostSeconds + (1 - DontKnow) * told + DontKnow * costUnasked;
    }

    /// <summary>Trying fixes from the best on until handing over is cheaper: what it costs and how many steps it takes, as expected.</summary>
    private static (double Cost, double Steps, Fix? First) Plan(Beliefs beliefs, IReadOnlyList<Fix> fixes)
    {
        var (cost, steps, alive, first) = (0.0, 0.0, 1.0, (Fix?)null);
        var left = fixes.ToList();
        for (var i = 0; i < LookAhead; i++)
        {
            Fix? best = null;
            var bestRate = 1 / HandOver;
            foreach (var fix in left)
            {
                var rate = beliefs.ChanceOf(fix) / CostOf(fix);
                if (rate > bestRate) (best, bestRate) = (fix, rate);
            }

            if (best is null) break;

            first ??= best;
            cost += alive * CostOf(best);
            steps += alive;
            alive *= 1 - bestRate * CostOf(best);
            beliefs = beliefs.WithoutHelp(best);
            left.Remove(best);
        }

        return (cost + alive * HandOver, steps + alive, first);
    }

    private static double CostOf(Fix fix) => fix.CostSeconds + (fix.ContactAcquirer ? AcquirerWait : 0) + (fix.Risk == FixRisk.Low ? 30 : 0);
}
