using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

/// <summary>
/// A case as a <see cref="RepairProblem"/>: the causes still in play, what may be asked and tried about them, handing over to support and, where the playbook
/// knows what the acquirer has to do, handing over with that request. And the planner's answer in the words of the playbook.
/// </summary>
internal sealed class CasePlan
{
    /// <summary>Less likely causes count as something else: no fix for one of them would be worth two seconds.</summary>
    private const double InPlay = 0.002;

    /// <summary>Who did not want to ask a person finds it dearer than it is.</summary>
    private const double Unwanted = 4;

    private readonly Thinking thinking;
    private readonly Belief[] causes;
    private readonly Check[] checks;
    private readonly Fix[] fixes;

    /// <summary>The first is support in general: null.</summary>
    private readonly Fix?[] requests;

    private CasePlan(Thinking thinking, bool wantsNobody)
    {
        this.thinking = thinking;
        var ranked = thinking.Beliefs.Ranked();
        var inPlay = ranked.Where(b => b.Cause is not null && b.Probability >= InPlay).ToArray();
        causes = [.. inPlay, new(null, 1 - inPlay.Sum(b => b.Probability))];
        checks = [.. thinking.Checks.Where(Tells).Take(RepairProblem.Most)];
        fixes = [.. thinking.Fixes.Where(f => !f.ContactAcquirer && MayHelp(f)).Take(RepairProblem.Most)];
        requests = [null, .. thinking.Fixes.Where(f => f.ContactAcquirer && MayHelp(f))];
        Problem = new(
            [.. causes.Select(c => c.Probability)],
            [.. checks.Select(QuestionOf)],
            [.. fixes.Select(f => new RepairProblem.Remedy(CostOf(f), CuresOf(f)))],
            [.. requests.Select(r => HandOverOf(r, wantsNobody ? Unwanted : 1))]);
        Move = new Planner(Problem).Next(RepairState.Start(Problem));
    }

    public static CasePlan Of(Thinking thinking, bool wantsNobody = false) => new(thinking, wantsNobody);

    public RepairProblem Problem { get; }

    public Move Move { get; }

    public Check? Check => Move.Kind == MoveKind.Ask ? checks[Move.Index] : null;

    public Fix? Fix => Move.Kind == MoveKind.Try ? fixes[Move.Index] : null;

    /// <summary>What the acquirer has to do, where it is handed over with that.</summary>
    public Fix? Request => Move.Kind == MoveKind.HandOver ? requests[Move.Index] : null;

    /// <summary>Whether something is left that might help, only not soon enough.</summary>
    public bool SomethingLeft => fixes.Length > 0;

    /// <summary>
    /// What a check tells apart: first the cause its answers move most, then those it tells from that one, the most probable and the most different first.
    /// </summary>
    public static IReadOnlyList<Cause> ToldApart(Beliefs beliefs, Check check)
    {
        var options = check.Options.Where(o => o.Id != Check.DontKnow).ToArray();
        var ranked = beliefs.Ranked().Select(b => (b.Cause, b.Probability, Likely: Array.ConvertAll(options, o => beliefs.LikelihoodOf(o, b.Cause)))).ToList();
        var chances = options.Select((_, o) => ranked.Sum(b => b.Probability * b.Likely[o])).ToArray();
        var first = ranked.Where(b => b.Cause is not null).OrderByDescending(b => b.Probability * Apart(b.Likely, chances)).ThenBy(b => b.Cause!.Id, StringComparer.Ordinal).FirstOrDefault();
        if (first.Cause is null) return [];

        return [first.Cause, .. ranked.Where(b => b.Cause is not null && b.Probability >= InPlay && Apart(b.Likely, first.Likely) > 1e-9)
            .OrderByDescending(b => b.Probability * Apart(b.Likely, first.Likely)).ThenBy(b => b.Cause!.Id, StringComparer.Ordinal).Select(b => b.Cause!)];

        static double Apart(double[] one, double[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Sum();
    }

    /// <summary>The causes a fix may cure now, the one it most probably ends first, each with its part of the chance that it helps.</summary>
    public static IReadOnlyList<(Cause Cause, double Part)> Cured(Beliefs beliefs, Fix fix) =>
    [
        .. beliefs.Ranked().Where(b => b.Cause is not null)
            .Select(b => (Cause: b.Cause!, Part: b.Probability * beliefs.CuredBy(fix, b.Cause)))
            .Where(c => c.Part > 0).OrderByDescending(c => c.Part).ThenBy(c => c.Cause.Id, StringComparer.Ordinal),
    ];

    private bool Tells(Check check) => causes.Length > 1 && check.Options.Any(o => o.Id != Check.DontKnow
        && causes.Any(c => Math.Abs(thinking.Beliefs.LikelihoodOf(o, c.Cause) - thinking.Beliefs.LikelihoodOf(o, causes[0].Cause)) > 1e-9));

    private bool MayHelp(Fix fix) => causes.Any(c => thinking.Beliefs.CuredBy(fix, c.Cause) > 0);

    private double[] CuresOf(Fix fix) => [.. causes.Select(c => thinking.Beliefs.CuredBy(fix, c.Cause))];

    private RepairProblem.Question QuestionOf(Check check) => new(check.CostSeconds + Weights.ReadingSeconds,
    [
        .. check.Options.Where(o => o.Id != Check.DontKnow)
            .Select(o => Array.ConvertAll(causes, c => (1 - Weights.DontKnow) * thinking.Beliefs.LikelihoodOf(o, c.Cause))),
        Array.ConvertAll(causes, _ => Weights.DontKnow),
    ]);

    private static double CostOf(Fix fix) => fix.CostSeconds + Weights.ReadingSeconds + (fix.Risk == FixRisk.Low ? Weights.RiskSeconds : 0);

    private RepairProblem.HandOver HandOverOf(Fix? request, double dearness) => new(Array.ConvertAll(causes, c =>
    {
        if (request is null) return Weights.HandOverSeconds * dearness;
        var right = thinking.Beliefs.CuredBy(request, c.Cause);
        return (right * Weights.RightRequestSeconds + (1 - right) * Weights.WrongRequestSeconds) * dearness;
    }));
}
