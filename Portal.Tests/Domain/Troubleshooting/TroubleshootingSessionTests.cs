using Portal.Domain.Diagnosis;
using Portal.Domain.Troubleshooting;
using Portal.Tests.Domain.Diagnosis;

namespace Portal.Tests.Domain.Troubleshooting;

public class TroubleshootingSessionTests
{
    private static readonly CaseFile File = Given.Case(Given.Sale("58"));

    [Fact]
    public void A_changed_answer_keeps_the_old_one_and_supersedes_what_no_longer_applies()
    {
        var session = Start(File);
        var asked = new List<Step>();
        for (var i = 0; i < 6 && session.Status == SessionStatus.Open; i++)
        {
            asked.Add(session.Current(Given.Playbook, File, Given.Soon));
            Answer(session, File, asked[^1], asked[^1].Kind == StepKind.Check ? "dont-know" : asked[^1].Kind == StepKind.Fix ? Step.NoHelp : Step.Skip);
        }

        var check = asked.First(s => s.Kind == StepKind.Check);
        var telling = check.Check!.Options.First(o => o.Effects.Count > 0).Id;
        Answer(session, File, check, telling);

        Assert.Equal(asked.Count + 1, session.Answers.Count);
        Assert.Contains(session.Answers, a => a.StepId == check.Id && a.Option == "dont-know" && !a.Counts);
        Assert.Equal(telling, session.Walk.Single(a => a.StepId == check.Id).Option);
        Assert.Equal(session.Walk.Count, session.Walk.Select(a => a.StepId).Distinct().Count());
    }

    [Fact]
    public void Changing_a_fix_from_works_to_no_help_opens_the_walk_again()
    {
        var file = Given.Case(Given.Sale("51"));
        var session = Start(file);
        var step = session.Current(Given.Playbook, file, Given.Soon);

        Answer(session, file, step, Step.Works);
        Assert.Equal(SessionStatus.Resolved, session.Status);
        Answer(session, file, step, Step.NoHelp);

        Assert.Equal(SessionStatus.Open, session.Status);
        Assert.Null(session.EndedAt);
        Assert.Contains(session.TakeEvents(), e => e is TroubleshootingReopened);
    }

    [Fact]
    public void New_facts_do_not_swap_the_question_under_a_finger()
    {
        var session = Start(File);
        var shown = session.Current(Given.Playbook, File, Given.Soon);
        var more = Given.Case(Given.Sale("58"), Given.Approval(1, 8).ByOtherCard(8), Given.Approval(2, 9).ByOtherCard(9));

        if (KnownAnswers.Of(Given.Playbook, EvidenceRules.From(more, Given.Soon)).All(k => k.CheckId != shown.Id))
            Assert.Equal(shown.Id, session.Current(Given.Playbook, more, Given.Soon).Id);
    }

    [Fact]
    public void Money_in_doubt_comes_before_whatever_was_asked()
    {
        var session = Start(File);
        var doubt = Given.Case(Given.Sale("58"), Given.Sale(null, outcome: Portal.Domain.Transactions.Outcome.Unknown, minutes: 1, id: 9));

        Assert.Equal(StepKind.Wait, session.Current(Given.Playbook, doubt, Given.Soon).Kind);
    }

    private static TroubleshootingSession Start(CaseFile file) => TroubleshootingSession.Start(
        new(Guid.NewGuid()), new(new(Guid.NewGuid()), null, null, "10000001", new(1), null), Given.Playbook, file, "K7M2QX", null, Given.Soon);

    private static void Answer(TroubleshootingSession session, CaseFile file, Step step, string option) =>
        Assert.True(session.Answer(step.Id, option, Guid.NewGuid(), Given.Playbook, file, null, Given.Soon.AddSeconds(session.Answers.Count)).IsOk);
}
