using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Domain.Diagnosis;

namespace Portal.Tests.Domain.Troubleshooting;

/// <summary>What a step says of itself is true.</summary>
public class BecauseTests
{
    public static TheoryData<string, string> SomeCodes => new(
        ("unionpay", "05"), ("unionpay", "13"), ("unionpay", "14"), ("unionpay", "30"), ("unionpay", "45"), ("unionpay", "51"), ("unionpay", "55"), ("unionpay", "57"), ("unionpay", "58"),
        ("unionpay", "61"), ("unionpay", "77"), ("unionpay", "91"), ("unionpay", "96"), ("unionpay", "97"), ("unionpay", "99"), ("unionpay", "A0"), ("visa", "05"), ("mastercard", "65"));

    [Theory, MemberData(nameof(SomeCodes))]
    public void Every_reason_given_holds(string scheme, string code)
    {
        foreach (var file in NextStepTests.Contexts(scheme, code))
            foreach (var answer in (Func<Step, string>[])[Unhelped, s => s.Kind == StepKind.Check ? s.Options[0] : Unhelped(s), s => s.Kind == StepKind.Check ? s.Options[^2] : Unhelped(s)])
                foreach (var (step, walk) in Walk(file, answer))
                    Assert.True(Holds(file, walk, step), $"{step.Id} is said to be \"{step.Because.Reason}\" about {string.Join(' ', step.Because.Causes)} after {string.Join(' ', walk)}");
    }

    [Fact]
    public void Every_reason_there_is_is_given_somewhere()
    {
        var given = SomeCodes.SelectMany(row => NextStepTests.Contexts(row.Data.Item1, row.Data.Item2)).SelectMany(file => Walk(file, Unhelped)).Select(w => w.Step.Because.Reason).ToHashSet();

        Assert.Superset(new HashSet<string> { "tells-apart", "likely-cause", "fits-several", "worth-a-try", "acquirer-acts", "person-quicker" }, given);
    }

    [Theory, MemberData(nameof(SomeCodes))]
    public void Nothing_is_proposed_or_asked_of_the_acquirer_that_must_not_be(string scheme, string code) =>
        Assert.All(NextStepTests.Contexts(scheme, code), file => Assert.All(Walk(file, Unhelped), walked =>
            Assert.True(walked.Step.Fix is null || Allowed.Is(walked.Step.Fix, file, Diagnosed.Of(file, Given.Playbook, Given.Soon).Verdict))));

    [Fact]
    public void Who_does_not_want_to_ask_a_person_is_shown_what_else_there_is()
    {
        var file = Given.Case(Given.Sale("97"));
        var walk = NextStepTests.WalkToPerson(file).SkipLast(1).Select(s => new Answered(s.Id, Unhelped(s))).Append(new(Step.EscalateId, Step.Skip)).ToList();

        var next = NextStep.For(Given.Playbook, file, Given.Soon, walk);
        Assert.NotEqual(StepKind.Escalate, next.Kind);
    }

    private static bool Holds(CaseFile file, List<Answered> walk, Step step)
    {
        var suspected = NextStep.Suspected(Given.Playbook, file, Given.Soon, walk);
        var about = step.Because.Causes;
        return step.Because.Reason switch
        {
            "tells-apart" => about.Count == 1 || step.Options.Any(o => Math.Abs(Odds([.. walk, new(step.Id, o)]) / Odds(walk) - 1) > 1e-6),
            "likely-cause" => about[0] == suspected[0].Cause!.Id && Cures(step.Fix!, about[0]),
            "fits-several" => Cures(step.Fix!, about[0]) && Cures(step.Fix!, about[1]),
            "quick-try" => Cures(step.Fix!, about[0]) && Left().Any(f => f.CostSeconds > step.Fix!.CostSeconds),
            "worth-a-try" => Cures(step.Fix!, about[0]),
            "acquirer-acts" => step.Fix!.ContactAcquirer && Cures(step.Fix, about[0]),
            "person-quicker" => Left().Any(),
            "nothing-left" => !Left().Any(),
            "enough-tried" => walk.Count >= NextStep.Enough,
            "money-open" => step.Kind == StepKind.Wait,
            _ => false,
        };

        double Odds(List<Answered> after)
        {
            var now = NextStep.Suspected(Given.Playbook, file, Given.Soon, after);
            return now.Single(b => b.Cause!.Id == about[0]).Probability / now.Single(b => b.Cause!.Id == about[1]).Probability;
        }

        IEnumerable<Fix> Left() => Given.Playbook.Fixes.Where(f => !f.ContactAcquirer && walk.All(a => a.StepId != f.Id)
            && Allowed.Is(f, file, Diagnosed.Of(file, Given.Playbook, Given.Soon).Verdict) && suspected.Any(b => b.Probability >= 0.002 && Cures(f, b.Cause!.Id)));
    }

    private static bool Cures(Fix fix, string cause) => fix.Cures.Any(c => c.Cause == cause);

    private static string Unhelped(Step step) => step.Kind switch { StepKind.Check => Check.DontKnow, StepKind.Fix => Step.NoHelp, _ => Step.Continue };

    private static IEnumerable<(Step Step, List<Answered> Walk)> Walk(CaseFile file, Func<Step, string> answer)
    {
        var walk = new List<Answered>();
        while (walk.Count < 30)
        {
            var step = NextStep.For(Given.Playbook, file, Given.Soon, walk);
            yield return (step, [.. walk]);
            if (step.Kind == StepKind.Escalate) yield break;
            walk.Add(new(step.Id, answer(step)));
        }
    }
}
