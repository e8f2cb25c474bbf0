using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

/// <summary>What to ask or try next. Pure: the same playbook, case, walk and time always give the same step.</summary>
public static class NextStep
{
    /// <summary>After this many answers a person is offered, however much is left to try: a queue is waiting.</summary>
    public const int Enough = 10;

    /// <summary>Never null: where nothing is left, the step is to ask a person.</summary>
    /// <param name="walk">The answers that count, in the order given.</param>
    public static Step For(Playbook playbook, CaseFile file, DateTimeOffset now, IReadOnlyList<Answered> walk)
    {
        var thinking = Thinking.At(playbook, file, now, walk);

        // Money first: while it is not known whether the sale is paid, waiting for the feed comes before any question.
        if (thinking.Verdict.Retry == Transactions.Retry.CheckFirst && !walk.Any(a => a.StepId == Step.WaitId))
            return new(Step.WaitId, StepKind.Wait, Step.WaitOptions, new("money-open", [], Facts(thinking, "no-reversal-seen", "unsent-payments", "line-silent")), 2);

        var skippedHandOver = walk.Any(a => a.StepId == Step.EscalateId && a.Option == Step.Skip);
        if (walk.Count >= Enough && !skippedHandOver) return HandOver(thinking, "enough-tried", null);

        var plan = CasePlan.Of(thinking, wantsNobody: skippedHandOver);
        if (plan.Check is { } check) return OfCheck(thinking, check, Round(plan.Move.Steps));
        if (plan.Fix is { } fix) return OfFix(thinking, fix, Round(plan.Move.Steps));
        return plan.Request is { } request ? HandOver(thinking, "acquirer-acts", request) : HandOver(thinking, plan.SomethingLeft ? "person-quicker" : "nothing-left", null);
    }

    /// <summary>One step by its id, as it reads now: to look back at an earlier answer, or to overrule what the portal knows. Null where the playbook has none.</summary>
    public static Step? Look(Playbook playbook, CaseFile file, DateTimeOffset now, IReadOnlyList<Answered> walk, string stepId)
    {
        var before = walk.TakeWhile(a => a.StepId != stepId).ToList();
        var thinking = Thinking.At(playbook, file, now, before);
        if (playbook.Check(stepId) is { } check)
            return OfCheck(thinking, check, 1) with { Known = KnownAnswers.Of(playbook, EvidenceRules.From(file, now)).FirstOrDefault(k => k.CheckId == stepId) };
        if (playbook.Fix(stepId) is { } fix) return Allowed.Is(fix, file, thinking.Verdict) ? OfFix(thinking, fix, 1) : null;
        return stepId switch
        {
            Step.WaitId => new(Step.WaitId, StepKind.Wait, Step.WaitOptions, new("money-open", [], []), 1),
            Step.EscalateId => HandOver(thinking, "nothing-left", null),
            _ => null,
        };
    }

    /// <summary>
    /// Whether an answer given earlier still says something after an answer before it changed: a fix still allowed that may still cure something
    /// likely, a question about causes still in play. What no longer applies is kept, and no longer counts.
    /// </summary>
    public static bool StillApplies(Playbook playbook, CaseFile file, DateTimeOffset now, IReadOnlyList<Answered> before, Answered answer)
    {
        var thinking = Thinking.At(playbook, file, now, before);
        if (playbook.Fix(answer.StepId) is { } fix) return Allowed.Is(fix, file, thinking.Verdict) && thinking.Beliefs.ChanceOf(fix) >= Worth;
        if (playbook.Check(answer.StepId) is { } check)
            return check.Options.SelectMany(o => o.Effects).Select(e => e.Cause).Distinct().Sum(thinking.Beliefs.Of) >= Worth;
        return answer.StepId == Step.WaitId;
    }

    /// <summary>Below this chance nobody would have been asked.</summary>
    private const double Worth = 0.01;

    /// <summary>The answers the portal has by itself that bear on the causes in play: shown with the step, and open to being overruled.</summary>
    public static IReadOnlyList<KnownAnswer> Known(Playbook playbook, CaseFile file, DateTimeOffset now, IReadOnlyList<Answered> walk)
    {
        var thinking = Thinking.At(playbook, file, now, walk);
        return [.. thinking.Known.Where(k =>
            playbook.Check(k.CheckId)!.Options.SelectMany(o => o.Effects).Select(e => e.Cause).Distinct().Sum(thinking.Beliefs.Of) >= 0.02)];
    }

    /// <summary>The causes as they stand after a walk, most probable first.</summary>
    public static IReadOnlyList<Belief> Suspected(Playbook playbook, CaseFile file, DateTimeOffset now, IReadOnlyList<Answered> walk) =>
        [.. Thinking.At(playbook, file, now, walk).Beliefs.Ranked().Where(b => b.Cause is not null)];

    private static Step OfCheck(Thinking thinking, Check check, int stepsLeft) =>
        new(check.Id, StepKind.Check, [.. check.Options.Select(o => o.Id)], BecauseOf(thinking, "tells-apart", CasePlan.ToldApart(thinking.Beliefs, check)), stepsLeft) { Check = check };

    private static Step OfFix(Thinking thinking, Fix fix, int stepsLeft)
    {
        var cured = CasePlan.Cured(thinking.Beliefs, fix);
        var chance = cured.Sum(c => c.Part);
        var reason = cured.Count == 0 ? "worth-a-try"
            : cured[0].Part < Mostly * chance ? "fits-several"
            : thinking.Beliefs.Ranked().First(b => b.Cause is not null).Cause == cured[0].Cause ? "likely-cause"
            : thinking.Fixes.Any(f => !f.ContactAcquirer && f.CostSeconds > fix.CostSeconds && thinking.Beliefs.ChanceOf(f) > chance) ? "quick-try"
            : "worth-a-try";
        return new(fix.Id, StepKind.Fix, Step.FixOptions, BecauseOf(thinking, reason, [.. cured.Select(c => c.Cause)]), stepsLeft) { Fix = fix };
    }

    /// <summary>Below this part of what a fix may cure, it is not one cause that speaks for it.</summary>
    private const double Mostly = 0.5;

    private static Step HandOver(Thinking thinking, string reason, Fix? theirs) =>
        new(Step.EscalateId, StepKind.Escalate, Step.EscalateOptions, BecauseOf(thinking, reason,
            theirs is null ? [.. thinking.Beliefs.Ranked().Where(b => b.Cause is not null).Select(b => b.Cause!)] : [.. CasePlan.Cured(thinking.Beliefs, theirs).Select(c => c.Cause)]), 1)
        { Fix = theirs };

    private static Because BecauseOf(Thinking thinking, string reason, IReadOnlyList<Cause> causes)
    {
        var supporting = causes.Take(1).SelectMany(c => c.Evidence).Where(e => e.Strength >= Strength.Likely).Select(e => e.Key).ToArray();
        return new(reason, [.. causes.Take(3).Select(c => c.Id)], Facts(thinking, supporting));
    }

    private static IReadOnlyList<string> Facts(Thinking thinking, params string[] keys) =>
        [.. thinking.Evidence.Select(e => e.Key).Where(keys.Contains)];

    private static int Round(double steps) => Math.Max(1, (int)Math.Round(steps, MidpointRounding.AwayFromZero));
}
