using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Troubleshooting;

/// <summary>
/// What the literature says the best plan is, where it says so in closed form.
/// </summary>
/// <remarks>
/// Heckerman, Breese and Rommelse (1995) show that with a single fault, fixes that cure one cause each and surely, and costs that do not depend on what was done before, trying by
/// chance per cost (p/c) is best, and that its expected cost of repair is the sum of each cost times the chance of getting that far; Breese and Heckerman (1996) build on
/// the same formula and add observations whose value is what they save. The formulas are checked here with numbers of our own. Of both papers, and of Jensen et al. (2001),
/// only the first pages were at hand when this was written: the tables of their worked examples were not, so none of their figures is claimed here.
/// </remarks>
public class PlannerTests
{
    private const double Dear = 1_000_000;

    [Fact]
    public void Fixes_come_by_chance_per_cost_and_their_expected_cost_is_the_sum_of_cost_times_the_chance_of_getting_there()
    {
        // p/c: 0.1/5 = 0.02, 0.45/30 = 0.015, 0.3/10 = 0.03, 0.15/20 = 0.0075.
        var problem = Sure([0.1, 0.45, 0.3, 0.15], [5, 30, 10, 20]);

        Assert.Equal([2, 0, 1, 3], Sequence(problem));
        Assert.Equal(10 + 0.7 * 5 + 0.6 * 30 + 0.15 * 20, new Planner(problem).Next(RepairState.Start(problem)).Cost, 9);
        Assert.Equal(10 + 0.7 * 5 + 0.6 * 30 + 0.15 * 20, ExactRepair.Optimum(problem), 9);
    }

    [Fact]
    public void No_other_order_is_cheaper_than_chance_per_cost()
    {
        double[] chances = [0.2, 0.05, 0.4, 0.1, 0.25], costs = [40, 3, 90, 11, 20];
        var planned = new Planner(Sure(chances, costs)).Next(RepairState.Start(Sure(chances, costs))).Cost;

        Assert.Equal(Orders([0, 1, 2, 3, 4]).Min(order => Cost(order, chances, costs)), planned, 9);
    }

    [Fact]
    public void A_person_is_asked_where_every_fix_left_has_less_chance_for_its_cost()
    {
        // Nothing cures the third cause. Once the first fix has failed, the second would cost 120 to save 0.125 × 900.
        var problem = Sure([0.6, 0.05, 0.35], [10, 120], handOver: 900);
        var planner = new Planner(problem);

        var first = planner.Next(RepairState.Start(problem));
        Assert.Equal((MoveKind.Try, 0), (first.Kind, first.Index));
        Assert.Equal(10 + 0.4 * 900, first.Cost, 9);
        Assert.Equal(1.4, first.Steps, 9);
        Assert.Equal(MoveKind.HandOver, planner.Next(RepairState.Start(problem).NotHelped(problem, 0)).Kind);
    }

    [Fact]
    public void After_a_failure_the_order_is_thought_over()
    {
        // The first fix would cure either of the first two causes; once it failed, the second fix has nothing left to cure and the third comes before it.
        var problem = new RepairProblem([0.5, 0.2, 0.3], [],
            [new(10, [1, 1, 0]), new(9, [0.9, 0, 0]), new(30, [0, 0, 1])], [new([Dear, Dear, Dear])]);

        Assert.Equal([0, 2], Sequence(problem).Take(2));
    }

    [Fact]
    public void Where_fixes_overlap_looking_ahead_beats_the_best_chance_per_cost()
    {
        // Each costs 1. The middle one cures most at once (0.6), but the other two together cure everything: 1 + 0.45 against 1 + 0.4 + 0.15.
        var problem = new RepairProblem([0.2, 0.25, 0.4, 0.15], [],
            [new(1, [1, 1, 0, 0]), new(1, [1, 0, 1, 0]), new(1, [0, 0, 1, 1])], [new([Dear, Dear, Dear, Dear])]);

        Assert.Equal([2, 0], Sequence(problem).Take(2));
        Assert.Equal(1.45, new Planner(problem).Next(RepairState.Start(problem)).Cost, 9);
    }

    [Theory, InlineData(29, MoveKind.Ask), InlineData(31, MoveKind.Try)]
    public void A_question_is_asked_as_long_as_it_costs_less_than_it_saves(double cost, MoveKind expected)
    {
        // Two equal causes, two equal fixes of 60: knowing which saves 0.5 × 60.
        var problem = Sure([0.5, 0.5], [60, 60]) with { Questions = [new(cost, [[1, 0], [0, 1]])] };

        Assert.Equal(expected, new Planner(problem).Next(RepairState.Start(problem)).Kind);
    }

    [Fact]
    public void What_people_do_not_know_is_reckoned_with()
    {
        // As before, but half do not know: asking saves 0.5 × 30 only.
        double[][] likelihoods = [[0.5, 0], [0, 0.5], [0.5, 0.5]];

        Assert.Equal(MoveKind.Ask, Next(Sure([0.5, 0.5], [60, 60]) with { Questions = [new(14, likelihoods)] }).Kind);
        Assert.Equal(MoveKind.Try, Next(Sure([0.5, 0.5], [60, 60]) with { Questions = [new(16, likelihoods)] }).Kind);
    }

    [Fact]
    public void Two_questions_that_only_tell_together_are_both_asked()
    {
        // Four causes in a square: each question tells the row or the column. One alone leaves two dear fixes.
        var problem = Sure([0.25, 0.25, 0.25, 0.25], [100, 100, 100, 100]) with
        {
            Questions = [new(5, [[1, 1, 0, 0], [0, 0, 1, 1]]), new(5, [[1, 0, 1, 0], [0, 1, 0, 1]])],
        };
        var planner = new Planner(problem);
        var first = planner.Next(RepairState.Start(problem));

        Assert.Equal(MoveKind.Ask, first.Kind);
        Assert.Equal(110, first.Cost, 9);
        Assert.Equal(MoveKind.Ask, planner.Next(RepairState.Start(problem).Answered(problem, first.Index, 0)).Kind);
    }

    [Fact]
    public void Whoever_it_is_handed_to_depends_on_what_is_believed()
    {
        var problem = new RepairProblem([0.8, 0.2], [], [new(500, [0.01, 0.01])], [new([900, 900]), new([600, 1_020])]);
        var planner = new Planner(problem);

        Assert.Equal((MoveKind.HandOver, 1), Chosen(planner.Next(RepairState.Start(problem))));
        Assert.Equal((MoveKind.HandOver, 0), Chosen(planner.Next(new([0.2, 0.8], 0, 0))));
        Assert.Equal(0.8 * 600 + 0.2 * 1_020, planner.Next(RepairState.Start(problem)).Cost, 9);
    }

    [Fact]
    public void Finding_out_whom_to_ask_may_be_worth_a_question()
    {
        var problem = new RepairProblem([0.5, 0.5], [new(20, [[1, 0], [0, 1]])], [], [new([900, 900]), new([600, 1_020]), new([1_020, 600])]);

        Assert.Equal(MoveKind.Ask, Next(problem).Kind);
        Assert.Equal(620, Next(problem).Cost, 9);
    }

    [Fact]
    public void The_answer_that_was_ruled_out_still_leaves_a_plan()
    {
        // Nobody expected that answer: all that is left is something nobody knows.
        var problem = new RepairProblem([0.9, 0.1], [new(5, [[1, 0.01], [0, 0.99]])], [new(30, [0.9, 0])], [new([900, 900])]);
        var planner = new Planner(problem);

        Assert.Equal(MoveKind.HandOver, planner.Next(RepairState.Start(problem).Answered(problem, 0, 1)).Kind);
    }

    [Fact]
    public void The_same_problem_always_has_the_same_next_move_whatever_was_asked_of_the_planner_before()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var problem = RandomRepairs.Of(seed);
            var used = new Planner(problem);
            ExactRepair.CostOf(problem, used.Next);

            Assert.Equal(new Planner(problem).Next(RepairState.Start(problem)), used.Next(RepairState.Start(problem)));
        }
    }

    /// <summary>One sure fix for each cause.</summary>
    private static RepairProblem Sure(double[] chances, double[] costs, double handOver = Dear) => new(chances, [],
        [.. costs.Select((cost, fix) => new RepairProblem.Remedy(cost, [.. chances.Select((_, cause) => cause == fix ? 1.0 : 0)]))], [new([.. chances.Select(_ => handOver)])]);

    private static Move Next(RepairProblem problem) => new Planner(problem).Next(RepairState.Start(problem));

    private static (MoveKind, int) Chosen(Move move) => (move.Kind, move.Index);

    /// <summary>The fixes in the order they are tried in if none helps; a chance too small to be anything stays for those that could not have failed.</summary>
    private static List<int> Sequence(RepairProblem problem)
    {
        var (planner, state, tried) = (new Planner(problem), RepairState.Start(problem), new List<int>());
        while (state.Chance > 1e-12 && planner.Next(state) is { Kind: MoveKind.Try } move)
        {
            tried.Add(move.Index);
            state = state.NotHelped(problem, move.Index);
        }

        return tried;
    }

    private static double Cost(IReadOnlyList<int> order, double[] chances, double[] costs)
    {
        var (cost, alive) = (0.0, 1.0);
        foreach (var i in order) (cost, alive) = (cost + alive * costs[i], alive - chances[i]);
        return cost;
    }

    private static IEnumerable<int[]> Orders(int[] of) =>
        of.Length == 1 ? [of] : of.SelectMany(first => Orders([.. of.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
