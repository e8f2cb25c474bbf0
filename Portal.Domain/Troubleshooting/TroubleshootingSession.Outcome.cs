using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

// What an ended walk teaches.
public sealed partial class TroubleshootingSession
{
    /// <summary>Causes less likely than this are not kept.</summary>
    private const double Kept = 0.02;

    private readonly List<CauseLeft> causesLeft = [];

    /// <summary>What the walk was about, as cases are counted: "unionpay/51", "symptom/no-paper"; null while it teaches nothing.</summary>
    public string? About { get; private set; }

    public IReadOnlyList<CauseLeft> CausesLeft => causesLeft;

    /// <summary>
    /// Takes down which causes the walk's end points to: where a fix helped, those it cures; where a person took over, those believed at the end.
    /// A walk that goes on, was given up, or ended without a fix points to none. Doing it twice changes nothing.
    /// </summary>
    public void Tally(Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        var shares = Status switch
        {
            SessionStatus.Resolved when TriedFix(playbook) is { } fix => Cured(playbook, file, fix, now),
            SessionStatus.Escalated => Believed(playbook, file, now),
            _ => [],
        };
        About = shares.Count > 0 ? AboutOf(file) : null;
        if (About is null) shares = [];

        causesLeft.RemoveAll(left => shares.All(s => s.Cause != left.Cause));
        foreach (var (cause, share) in shares)
        {
            if (causesLeft.FirstOrDefault(left => left.Cause == cause) is { } known) known.Share = share;
            else causesLeft.Add(new CauseLeft(this, cause, share));
        }
    }

    /// <summary>An advice code speaks louder than the code it came with, so such a case teaches nothing about the code.</summary>
    private static string? AboutOf(CaseFile file) => file switch
    {
        _ when CaseSymptom.Of(file) is { } symptom => LearnedShares.AboutSymptom(symptom),
        { Transaction: { ResponseCode: { } code, Scheme: { } scheme, AdviceCode: null } } => LearnedShares.About(scheme, code),
        _ => null,
    };

    private List<(string Cause, double Share)> Cured(Playbook playbook, CaseFile file, Fix fix, DateTimeOffset now)
    {
        var before = Walk.TakeWhile(a => a.StepId != fix.Id).ToList();
        return Shares(
            from belief in NextStep.Suspected(playbook, file, now, before)
            join cure in fix.Cures on belief.Cause!.Id equals cure.Cause
            select (cure.Cause, belief.Probability * Weights.Cured(cure.Chance)));
    }

    private List<(string Cause, double Share)> Believed(Playbook playbook, CaseFile file, DateTimeOffset now)
    {
        var suspected = NextStep.Suspected(playbook, file, now, Walk);
        return Shares(suspected.Select(b => (b.Cause!.Id, b.Probability)).Append((CauseCount.SomethingElse, 1 - suspected.Sum(b => b.Probability))));
    }

    private static List<(string Cause, double Share)> Shares(IEnumerable<(string Cause, double Weight)> weighed)
    {
        var all = weighed.ToList();
        var sum = all.Sum(w => w.Weight);
        var kept = all.Where(w => w.Weight > 0 && w.Weight >= Kept * sum).ToList();
        var left = kept.Sum(w => w.Weight);
        return [.. kept.Select(w => (w.Cause, w.Weight / left))];
    }
}
