using CsCheck;
using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Domain.Diagnosis;
using Portal.Web.Features.Playbooks;
using Check = Portal.Domain.Playbooks.Check;

namespace Portal.Tests.Domain.Troubleshooting;

/// <summary>The same facts and answers always give the same step, in whatever order the rows arrived and however often.</summary>
public class StepPropertyTests
{
    private static readonly string[] Codes = ["05", "13", "14", "45", "51", "54", "55", "57", "58", "61", "75", "77", "91", "96", "97", "98", "A0"];

    private static readonly Gen<Transaction> Other = Gen.Select(Gen.Int[-40, 2], Gen.Int[1, 6], Pick.One("00", "51", "91", "05", "45", null), Gen.Bool)
        .Select((minutes, card, code, many) => Given.Sale(code, outcome: code switch { "00" => Outcome.Approved, null => Outcome.Unknown, _ => Outcome.Declined }, minutes: minutes, id: 100 + minutes * 7 + card)
            .ByOtherCard(card) with
        { EventId = $"o{minutes}.{card}.{code}", Issuer = many ? "bank-" + card : "bank-1" });

    private static readonly Gen<(CaseFile File, int[] Answers, int Seed)> Cases = Gen.Select(Pick.One(Codes), Pick.One("051", "072", "021"), Other.List[0, 6], Gen.Int[0, 5].Array[8], Gen.Int)
        .Select((code, entry, others, answers, seed) => (Given.Case(Given.Sale(code) with { EntryMode = entry }, [.. others.DistinctBy(o => o.Id)]), answers, seed));

    [Fact]
    public void Any_order_of_arrival_ends_in_the_same_step() => Cases.Sample(given =>
    {
        var walk = WalkOf(given.File, given.Answers);
        var rows = given.File.SameTerminal.ToArray();
        new Random(given.Seed).Shuffle(rows);
        var shuffled = given.File with { SameTerminal = [.. rows, .. rows.Take(2)] };

        Assert.Equal(Read(NextStep.For(Given.Playbook, given.File, Given.Soon, walk)), Read(NextStep.For(Given.Playbook, shuffled, Given.Soon, walk)));
    }, iter: 300);

    [Fact]
    public async Task A_playbook_read_again_gives_the_same_step()
    {
        var again = (await StarterPack.Read(StarterPack.Folder, TestContext.Current.CancellationToken)).Value!.Playbook;
        Cases.Sample(given =>
        {
            var walk = WalkOf(given.File, given.Answers);
            Assert.Equal(Read(NextStep.For(Given.Playbook, given.File, Given.Soon, walk)), Read(NextStep.For(again, given.File, Given.Soon, walk)));
        }, iter: 100);
    }

    [Fact]
    public void Whatever_is_answered_nothing_is_asked_twice_and_it_ends_with_a_person() => Cases.Sample(given =>
    {
        var walk = WalkOf(given.File, [.. given.Answers, .. given.Answers]);
        Assert.Equal(walk.Count, walk.Select(a => a.StepId).Distinct().Count());
        Assert.InRange(walk.Count, 0, NextStep.Enough);
    }, iter: 200);

    /// <summary>Averaged over the answers it may get, no question changes what is believed: it cannot look better than it is.</summary>
    [Fact]
    public void What_a_question_is_expected_to_tell_gives_back_what_is_believed() => Cases.Sample(given =>
    {
        var before = Diagnosed.Of(given.File, Given.Playbook, Given.Soon).Beliefs;
        foreach (var check in Given.Playbook.Checks)
        {
            var answers = check.Options.Where(o => o.Id != Check.DontKnow).Select(o => (Chance: before.Ranked().Sum(b => b.Probability * Likelihood(check, o, b.Cause)), After: before.With(o))).ToList();
            Assert.Equal(1, answers.Sum(a => a.Chance), 9);
            foreach (var cause in Given.Playbook.Causes) Assert.Equal(before.Of(cause.Id), answers.Sum(a => a.Chance * a.After.Of(cause.Id)), 9);
        }
    }, iter: 20);

    /// <summary>From the words alone.</summary>
    private static double Likelihood(Check check, CheckOption option, Cause? cause)
    {
        var options = check.Options.Where(o => o.Id != Check.DontKnow).ToList();
        var causes = Given.Playbook.Causes.Select(c => c.Id).Append("").ToArray();
        var ratios = options.Select(o => Array.ConvertAll(causes, id => o.Effects.FirstOrDefault(e => e.Cause == id) is { } effect ? Weights.LikelihoodRatio(effect.Strength) : 1)).ToList();
        return Weights.Likelihoods(ratios)[options.IndexOf(option)][Array.IndexOf(causes, cause?.Id ?? "")];
    }

    /// <summary>Walks on with the answers by their number, as long as there is something to answer.</summary>
    private static List<Answered> WalkOf(CaseFile file, int[] answers)
    {
        var walk = new List<Answered>();
        foreach (var number in answers)
        {
            var step = NextStep.For(Given.Playbook, file, Given.Soon, walk);
            if (step.Kind == StepKind.Escalate) break;
            walk.Add(new(step.Id, step.Kind switch { StepKind.Check => step.Options[number % step.Options.Count], StepKind.Fix => Step.NoHelp, _ => Step.Continue }));
        }

        return walk;
    }

    private static string Read(Step step) =>
        $"{step.Kind} {step.Id} {step.Fix?.Id} [{string.Join(',', step.Options)}] {step.Because.Reason} [{string.Join(',', step.Because.Causes)}] [{string.Join(',', step.Because.Evidence)}] {step.StepsLeft}";
}
