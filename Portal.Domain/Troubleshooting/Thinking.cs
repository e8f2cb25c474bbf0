using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

/// <summary>What is believed at one point of a walk, and what may still be asked or tried there.</summary>
internal sealed record Thinking(
    Playbook Playbook, CaseFile File, Verdict Verdict, IReadOnlyList<Evidence> Evidence, Beliefs Beliefs,
    IReadOnlyList<KnownAnswer> Known, IReadOnlyList<Check> Checks, IReadOnlyList<Fix> Fixes)
{
    public static Thinking At(Playbook playbook, CaseFile file, DateTimeOffset now, IReadOnlyList<Answered> walk)
    {
        var verdict = Diagnosed.Of(file, playbook, now).Verdict;
        var all = EvidenceRules.From(file, now);
        var known = KnownAnswers.Of(playbook, all);

        // Who says otherwise is believed over the feed: the fact no longer counts, their answer does.
        var overruled = known.Where(k => walk.Any(a => a.StepId == k.CheckId && a.Option != k.Option)).ToList();
        var evidence = all.Where(e => !overruled.Any(k => k.From.Key == e.Key)).ToList();

        var beliefs = Beliefs.Of(playbook, file, evidence);
        foreach (var k in known.Except(overruled))
            if (playbook.Check(k.CheckId)?.Option(k.Option) is { } option) beliefs = beliefs.With(option, except: k.From.Key);
        foreach (var answer in walk)
        {
            if (playbook.Fix(answer.StepId) is { } fix && answer.Option == Step.NoHelp) beliefs = beliefs.WithoutHelp(fix);
            if (known.Except(overruled).Any(k => k.CheckId == answer.StepId)) continue;
            if (playbook.Check(answer.StepId)?.Option(answer.Option) is { } option) beliefs = beliefs.With(option);
        }

        var done = walk.Select(a => a.StepId).ToHashSet(StringComparer.Ordinal);
        return new(playbook, file, verdict, evidence, beliefs, [.. known.Except(overruled)],
            [.. playbook.Checks.Where(c => !done.Contains(c.Id) && known.All(k => k.CheckId != c.Id))],
            [.. playbook.Fixes.Where(f => !done.Contains(f.Id) && Allowed.Is(f, file, verdict))]);
    }
}
