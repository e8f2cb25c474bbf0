using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Domain.Diagnosis;

namespace Portal.Tests.Domain.Troubleshooting;

public class NextStepTests
{
    public static TheoryData<string, string> AllCodes => new(Given.Codes.All.Select(c => (c.Scheme, c.Code)));
    public static TheoryData<string> AllSymptoms => new(Given.Playbook.Symptoms.Select(s => s.Id));
    public static TheoryData<string, string> ForbiddenCodes => new(Given.Codes.All.Where(c => c.ForbidsThisCard).Select(c => (c.Scheme, c.Code)));

    [Theory, MemberData(nameof(AllCodes))]
    public void Answering_no_help_and_dont_know_to_everything_ends_with_a_person_within_twelve_steps(string scheme, string code) =>
        Assert.All(Contexts(scheme, code), file => Assert.InRange(WalkToPerson(file).Count, 1, 12));

    [Theory, MemberData(nameof(AllSymptoms))]
    public void So_does_every_symptom(string symptom) =>
        Assert.InRange(WalkToPerson(Given.Case(Given.Sale(null, outcome: Outcome.Unknown)) with { Symptom = symptom }).Count, 1, 12);

    [Theory, MemberData(nameof(ForbiddenCodes))]
    public void After_a_pick_up_or_sensitive_code_nothing_ends_in_another_try_with_this_card(string scheme, string code) =>
        Assert.All(Contexts(scheme, code).SelectMany(WalkToPerson), step => Assert.False(step.Fix is { TryAgain: true, OtherCard: false }, step.Id));

    [Theory, MemberData(nameof(AllCodes))]
    public void While_money_is_not_known_nothing_ends_in_another_try(string scheme, string code)
    {
        var steps = Contexts(scheme, code).Where(file => file.Transaction.Type == TransactionType.Sale && file.Code is { IsApproval: false }).Select(file => file with { SameTerminal = [Given.Sale(null, outcome: Outcome.Unknown, minutes: -1, id: 77)] }).SelectMany(WalkToPerson).ToList();

        Assert.True(steps.Count == 0 || steps.Any(s => s.Kind == StepKind.Wait));
        Assert.DoesNotContain(steps, s => s.Fix is { TryAgain: true });
    }

    [Fact]
    public void The_same_case_and_answers_always_give_the_same_step()
    {
        var file = Given.Case(Given.Sale("96") with { CodeSource = CodeSource.Issuer });
        Answered[] walk = [new("signal", "dont-know")];

        Assert.Equivalent(NextStep.For(Given.Playbook, file, Given.Soon, walk), NextStep.For(Given.Playbook, file, Given.Soon, walk), strict: true);
    }

    [Fact]
    public void Every_step_says_why()
    {
        foreach (var step in Contexts("unionpay", "05").SelectMany(WalkToPerson))
        {
            Assert.NotEmpty(step.Because.Reason);
            Assert.NotEmpty(step.Options);
            Assert.True(step.StepsLeft >= 1);
            if (step.Kind is StepKind.Check or StepKind.Fix) Assert.NotEmpty(step.Because.Causes);
        }
    }

    [Fact]
    public void What_the_portal_knows_is_not_asked_and_may_be_overruled()
    {
        var signedOn = Given.Sale("99") with { Terminal = new() { SignedOnAt = Given.At.AddHours(-2) } };
        var file = Given.Case(signedOn);
        var known = Assert.Single(NextStep.Known(Given.Playbook, file, Given.Soon, []), k => k.CheckId == "signed-on-today");

        Assert.DoesNotContain(WalkToPerson(file), s => s.Id == "signed-on-today");
        Assert.Equal("signed-on-recently", known.From.Key);

        var other = Given.Playbook.Check("signed-on-today")!.Options.First(o => o.Id != known.Option && o.Effects.Count > 0).Id;
        Assert.DoesNotContain(NextStep.Known(Given.Playbook, file, Given.Soon, [new("signed-on-today", other)]), k => k.CheckId == "signed-on-today");
    }

    [Fact]
    public void A_chip_card_that_was_swiped_is_to_be_inserted_first() =>
        Assert.Equal("insert-chip", NextStep.For(Given.Playbook, Given.Case(Given.Sale("45") with { EntryMode = "021", ServiceCode = "201" }), Given.Soon, []).Id);

    [Fact]
    public void Not_enough_money_on_the_card_is_answered_with_another_card_at_once() =>
        Assert.Contains(NextStep.For(Given.Playbook, Given.Case(Given.Sale("51"), Given.Approval(-5, 5).ByOtherCard(5)), Given.Soon, []).Id, new[] { "use-another-card", "pay-another-way" });

    [Fact]
    public void A_pick_up_code_still_offers_another_card() =>
        Assert.Contains(WalkToPerson(Given.Case(Given.Sale("43"))), s => s.Fix is { TryAgain: true, OtherCard: true });

    internal static IEnumerable<CaseFile> Contexts(string scheme, string code)
    {
        var sale = Given.Sale(code, scheme);
        yield return Given.Case(sale);
        yield return Given.Case(sale, Given.Approval(-5, 5).ByOtherCard(5), Given.Approval(-9, 6).ByOtherCard(6));
        yield return Given.Case(sale, Given.Sale(code, scheme, minutes: -5, id: 5).ByOtherCard(5), Given.Sale(code, scheme, minutes: -9, id: 6).ByOtherCard(6));
        yield return Given.Case(sale) with { Elsewhere = new(90, 60, 40, 1) };
        yield return Given.Case(sale with { EntryMode = "021", ServiceCode = "201", Terminal = new() { Signal = 1, Network = NetworkType.TwoG, LocationOk = false } });
        yield return Given.Case(sale with { Type = TransactionType.Refund });
        yield return Given.Case(sale with { AdviceCode = "03" });
    }

    /// <summary>Every step up to the person, answered without any help or knowledge.</summary>
    internal static List<Step> WalkToPerson(CaseFile file)
    {
        var steps = new List<Step>();
        var walk = new List<Answered>();
        while (steps.Count < 30)
        {
            var step = NextStep.For(Given.Playbook, file, Given.Soon, walk);
            steps.Add(step);
            if (step.Kind == StepKind.Escalate) return steps;
            walk.Add(new(step.Id, step.Kind switch { StepKind.Check => "dont-know", StepKind.Fix => Step.NoHelp, _ => Step.Continue }));
        }

        return steps;
    }
}
