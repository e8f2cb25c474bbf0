using System.Collections.Concurrent;
using Portal.Domain.Troubleshooting;

namespace Portal.Tests.Domain.Troubleshooting;

/// <summary>What following the planner costs, down every branch, against the best plan there is. eng/bench/run planner prints the whole distribution.</summary>
public class PlannerOptimalityTests
{
    [Fact]
    public void On_a_thousand_made_up_problems_the_planner_costs_hardly_more_than_the_best_plan()
    {
        var ratios = new ConcurrentBag<double>();
        Parallel.For(1, 1_001, seed =>
        {
            var problem = RandomRepairs.Of(seed);
            ratios.Add(ExactRepair.CostOf(problem, new Planner(problem).Next) / ExactRepair.Optimum(problem));
        });

        var rising = ratios.Order().ToList();
        Assert.Equal(1_000, rising.Count);
        Assert.InRange(rising[0], 1 - 1e-9, 1 + 1e-9);
        Assert.InRange(rising.Average(), 1, 1.03);
        Assert.InRange(rising[989], 1, 1.15);
    }

    [Fact]
    public void The_problems_have_every_size_there_may_be_and_begin_in_every_way()
    {
        var problems = Enumerable.Range(1, 1_000).Select(RandomRepairs.Of).ToList();

        Assert.Equal(6, problems.Max(p => p.Chances.Count));
        Assert.Contains(problems, p => p is { Chances.Count: 6, Questions.Count: 5, Remedies.Count: 8 });
        Assert.Contains(problems, p => p.Questions.Count == 0);
        Assert.Equal(3, problems.Select(p => new Planner(p).Next(RepairState.Start(p)).Kind).Distinct().Count());
        Assert.All(problems.SelectMany(p => p.Questions), q =>
            Assert.All(Enumerable.Range(0, q.Likelihoods[0].Length), cause => Assert.Equal(1, q.Likelihoods.Sum(answer => answer[cause]), 9)));
    }
}
