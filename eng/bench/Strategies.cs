using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;

namespace Portal.Bench;

/// <summary>A way to get from a decline to its end.</summary>
internal interface IStrategy
{
    void Run(SimulatedCase about, Cause? hidden, Counter counter);
}

/// <summary>
/// (a) The order of the FAQ's two lists of things to do, "What can the customer do?" and then "What can the shop do?", read from top to bottom and ended by asking
/// support. Rules that are never bent hold here too.
/// </summary>
internal sealed class FaqOrder : IStrategy
{
    private static readonly string[] Order =
        ["insert-chip", "use-another-card", "pay-another-way", "customer-asks-bank", "move-for-signal", "switch-network", "sign-on-again", "correct-date", "clean-reader"];

    public void Run(SimulatedCase about, Cause? hidden, Counter counter)
    {
        foreach (var fix in Order.Select(id => about.Playbook.Fix(id)!).Where(about.Allows))
            if (counter.Try(fix)) return;
        counter.HandOver(null);
    }
}

/// <summary>
/// (b) One tree for each response code, the same for every case with that code: what a printed flow chart can be at best. The planner makes it, from the causes of all
/// cases with that code mixed together, so it asks and tries in the best order, but has to ask what a case's own evidence would have told.
/// </summary>
/// <param name="questions">Without: one fixed order of things to try for each code, as on a card beside the till.</param>
internal sealed class TreePerCode(IEnumerable<SimulatedCase> cases, bool questions = true) : IStrategy
{
    private readonly Dictionary<string, Tree> trees = cases.GroupBy(c => c.Code).ToDictionary(g => g.Key, g => new Tree([.. g], questions));

    public void Run(SimulatedCase about, Cause? hidden, Counter counter) => trees[about.Code].Run(about, counter);

    private sealed class Tree
    {
        private readonly RepairProblem problem;
        private readonly Planner planner;
        private readonly Check[] checks;
        private readonly Fix[] fixes;
        private readonly Fix?[] requests;
        private readonly Dictionary<string, Move> moves = [];

        public Tree(IReadOnlyList<SimulatedCase> cases, bool questions)
        {
            var playbook = cases[0].Playbook;
            var shares = cases.SelectMany(c => c.Causes).GroupBy(b => b.Cause!).Select(g => (Cause: (Cause?)g.Key, Share: g.Sum(b => b.Probability) / cases.Count)).Where(c => c.Share > 0.001).ToList();
            shares.Add((null, 1 - shares.Sum(s => s.Share)));
            var causes = shares.Select(s => s.Cause).ToArray();

            checks = !questions ? [] : playbook.Checks.Where(check => causes.Any(c => !Words.Likelihoods(check, c).SequenceEqual(Words.Likelihoods(check, null)))).ToArray();
            var useful = playbook.Fixes.Where(f => causes.Any(c => Words.Cured(f, c) > 0) && cases.Any(c => c.Allows(f))).ToArray();
            fixes = [.. useful.Where(f => !f.ContactAcquirer)];
            requests = [null, .. useful.Where(f => f.ContactAcquirer)];
            problem = new(
                [.. shares.Select(s => s.Share)],
                [.. checks.Select(check => new RepairProblem.Question(check.CostSeconds + Weights.ReadingSeconds, Table(check, causes)))],
                [.. fixes.Select(f => new RepairProblem.Remedy(Words.CostOf(f), [.. causes.Select(c => Words.Cured(f, c))]))],
                [.. requests.Select(r => new RepairProblem.HandOver([.. causes.Select(c => r is null ? Weights.HandOverSeconds
                    : Words.Cured(r, c) * Weights.RightRequestSeconds + (1 - Words.Cured(r, c)) * Weights.WrongRequestSeconds)]))]);
            planner = new Planner(problem);
        }

        public void Run(SimulatedCase about, Counter counter)
        {
            var (state, path) = (RepairState.Start(problem), "");
            while (true)
            {
                if (!moves.TryGetValue(path, out var move)) moves[path] = move = planner.Next(state);
                if (move.Kind == MoveKind.HandOver)
                {
                    counter.HandOver(requests[move.Index]);
                    return;
                }

                var answer = 0;
                if (move.Kind == MoveKind.Try)
                {
                    // What must not be done here is passed over.
                    if (about.Allows(fixes[move.Index]) && counter.Try(fixes[move.Index])) return;
                    state = state.NotHelped(problem, move.Index);
                }
                else
                {
                    var options = checks[move.Index].Options.Where(o => o.Id != Check.DontKnow).Select(o => o.Id).Append(Check.DontKnow).ToList();
                    answer = options.IndexOf(counter.Ask(checks[move.Index]));
                    state = state.Answered(problem, move.Index, answer);
                }

                path += $"{move.Kind}{move.Index}.{answer};";
            }
        }

        private static double[][] Table(Check check, Cause?[] causes)
        {
            var columns = causes.Select(c => Words.Likelihoods(check, c)).ToArray();
            return [.. columns[0].Select((_, answer) => columns.Select(c => c[answer] * (1 - Weights.DontKnow)).ToArray()), [.. causes.Select(_ => Weights.DontKnow)]];
        }
    }
}

/// <summary>(c) Knows the cause: its fixes by chance per cost as long as they are worth it, then the right person with the right request. Asks nothing.</summary>
internal sealed class Oracle : IStrategy
{
    public void Run(SimulatedCase about, Cause? hidden, Counter counter)
    {
        var allowed = about.Playbook.Fixes.Where(f => Words.Cured(f, hidden) > 0 && about.Allows(f)).ToList();
        var request = allowed.Where(f => f.ContactAcquirer).MaxBy(f => Words.Cured(f, hidden));
        var handedOver = Weights.HandOverSeconds;
        if (request is not null)
        {
            var right = Words.Cured(request, hidden);
            var asked = right * Weights.RightRequestSeconds + (1 - right) * Weights.WrongRequestSeconds;
            if (asked < handedOver) handedOver = asked;
            else request = null;
        }

        foreach (var fix in allowed.Where(f => !f.ContactAcquirer).OrderByDescending(f => Words.Cured(f, hidden) / Words.CostOf(f)))
        {
            if (Words.CostOf(fix) >= Words.Cured(fix, hidden) * handedOver) break;
            if (counter.Try(fix)) return;
        }

        counter.HandOver(request);
    }
}

/// <summary>(d) The portal itself, step by step, as a session walks it.</summary>
internal sealed class Portal : IStrategy
{
    private readonly Dictionary<(SimulatedCase, string), Step> steps = [];

    /// <summary>Of each step there was, the best of three: others use the machine too.</summary>
    public List<double> PlanningMilliseconds { get; } = [];

    /// <summary>Whether the hidden cause was among the first three when it ended, for causes that the playbook knows.</summary>
    public bool? NamedAtEnd { get; private set; }

    public void Run(SimulatedCase about, Cause? hidden, Counter counter)
    {
        var walk = new List<Answered>();
        while (true)
        {
            var step = Next(about, walk);
            if (step.Kind == StepKind.Escalate)
            {
                counter.HandOver(step.Fix);
                break;
            }

            var answer = step.Kind switch
            {
                // Waiting until the money is settled comes first whatever the strategy; it is counted for none of them.
                StepKind.Wait => Step.Continue,
                StepKind.Check => counter.Ask(step.Check!),
                _ => counter.Try(step.Fix!) ? Step.Works : Step.NoHelp,
            };
            if (answer == Step.Works) break;
            walk.Add(new(step.Id, answer));
        }

        NamedAtEnd = hidden is null ? null : NextStep.Suspected(about.Playbook, about.File, about.Now, walk).Take(3).Any(b => b.Cause == hidden);
    }

    private Step Next(SimulatedCase about, List<Answered> walk)
    {
        var key = (about, string.Join(';', walk.Select(a => a.StepId + "=" + a.Option)));
        if (steps.TryGetValue(key, out var known)) return known;
        var best = double.MaxValue;
        for (var turn = 0; turn < 3; turn++)
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            steps[key] = NextStep.For(about.Playbook, about.File, about.Now, walk);
            best = Math.Min(best, System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        PlanningMilliseconds.Add(best);
        return steps[key];
    }
}
