namespace Portal.Domain.Playbooks;

/// <summary>How many ended cases point to a cause: each case counts once, spread over the causes it left in play.</summary>
/// <param name="About">The code or symptom the cases began with: "unionpay/51", "symptom/no-paper".</param>
/// <param name="Version">Of the playbook the cases began with.</param>
/// <param name="Cause">A cause of the playbook, or <see cref="SomethingElse"/>.</param>
/// <param name="ByApproval">Cases the terminal's next approval settled.</param>
/// <param name="ByWord">Cases a person said were settled.</param>
/// <param name="HandedOver">Cases that ended with a person at the desk, not known to be settled.</param>
public sealed record CauseCount(string About, int Version, string Cause, double ByApproval, double ByWord, double HandedOver)
{
    /// <summary>Cases that ended with none of the playbook's causes likely.</summary>
    public const string SomethingElse = "";

    /// <summary>
    /// What the count is worth beside a settled case: an approval is a fact; a word may only mean "leave me alone"; a hand-over says what the walk believed
    /// at its end, which counts so that causes nobody can fix at the counter do not vanish.
    /// </summary>
    public double Worth => ByApproval + 0.5 * ByWord + 0.5 * HandedOver;

    public double Cases => ByApproval + ByWord + HandedOver;

    internal static CauseCount Sum(string about, string cause, IEnumerable<CauseCount> counts) =>
        counts.Aggregate(new CauseCount(about, 0, cause, 0, 0, 0), (sum, c) => sum with
        {
            Version = Math.Max(sum.Version, c.Version),
            ByApproval = sum.ByApproval + c.ByApproval,
            ByWord = sum.ByWord + c.ByWord,
            HandedOver = sum.HandedOver + c.HandedOver,
        });
}

/// <summary>A cause's share among the causes of one code or symptom, before any evidence: as the playbook has it, and as cases would have it.</summary>
/// <param name="Now">0 to 1; the causes of one code and "something else" add up to 1.</param>
/// <param name="Proposed">0 to 1, likewise.</param>
/// <param name="Share">The proposal on the scale of <see cref="Weights.Prior"/>: what stands in the playbook once it is adopted.</param>
public sealed record LearnedShare(string About, string Cause, double Now, double Proposed, double Share, CauseCount Count);

/// <summary>
/// What cases teach about how likely each cause of a code is. The shares are a Dirichlet distribution: the playbook's own count as so many cases
/// (<see cref="Trust"/>), every ended case adds to them, and the proposal is the mean. Only a proposal: a trainer adopts it in a new version or not.
/// </summary>
public static class LearnedShares
{
    /// <summary>What a trainer's words weigh, in cases: with fewer real ones, the words win.</summary>
    public const double Trust = 40;

    /// <summary>Fewer cases than this about one code say nothing yet.</summary>
    public const double Enough = 10;

    /// <summary>Shares that move less than this are left as they are: nobody should have to read them.</summary>
    public const double Worthwhile = 0.02;

    /// <returns>The shares that would change, grouped by what they are about in the order of cases, most first; empty where there is too little to say.</returns>
    public static IReadOnlyList<LearnedShare> Propose(Playbook playbook, IReadOnlyList<CauseCount> counts)
    {
        var proposed = new List<LearnedShare>();
        foreach (var about in counts.GroupBy(c => c.About, StringComparer.Ordinal))
        {
            var causes = playbook.Causes.Select(c => (Cause: c, Prior: PriorOf(c, about.Key))).Where(c => c.Prior > 0).ToList();
            var since = causes.Max(c => SinceOf(c.Cause, about.Key)) ?? 0;
            var ofCause = about.Where(c => c.Version >= since).GroupBy(c => c.Cause, StringComparer.Ordinal)
                .ToDictionary(c => c.Key, c => CauseCount.Sum(about.Key, c.Key, c), StringComparer.Ordinal);
            if (ofCause.Values.Sum(c => c.Cases) < Enough) continue;

            var prior = causes.Sum(c => c.Prior) + Weights.SomethingElse;
            var elsewhere = ofCause.GetValueOrDefault(CauseCount.SomethingElse)?.Worth ?? 0;
            var all = Trust + elsewhere + causes.Sum(c => ofCause.GetValueOrDefault(c.Cause.Id)?.Worth ?? 0);
            var somethingElse = (Trust * Weights.SomethingElse / prior + elsewhere) / all;

            foreach (var (cause, weight) in causes)
            {
                var count = ofCause.GetValueOrDefault(cause.Id) ?? CauseCount.Sum(about.Key, cause.Id, []);
                var now = weight / prior;
                var mean = (Trust * now + count.Worth) / all;
                // "Something else" keeps its fixed weight, so every other share is told beside it.
                proposed.Add(new(about.Key, cause.Id, now, mean, Math.Round(mean / somethingElse * Weights.SomethingElse, 2), count));
            }
        }

        return
        [
            .. proposed.GroupBy(p => p.About, StringComparer.Ordinal)
                .Where(g => g.Any(p => Math.Abs(p.Proposed - p.Now) >= Worthwhile))
                .OrderByDescending(g => g.Sum(p => p.Count.Cases)).ThenBy(g => g.Key, StringComparer.Ordinal)
                .SelectMany(g => g.OrderByDescending(p => p.Proposed).ThenBy(p => p.Cause, StringComparer.Ordinal)),
        ];
    }

    /// <summary>The playbook with the proposals of the codes and symptoms named; everything else stays. To be published as the version after this one.</summary>
    public static Playbook Adopt(Playbook playbook, IReadOnlyList<LearnedShare> proposals, IReadOnlySet<string> about)
    {
        var taken = proposals.Where(p => about.Contains(p.About)).ToLookup(p => p.Cause, StringComparer.Ordinal);
        return playbook with { Causes = [.. playbook.Causes.Select(cause => taken[cause.Id].Aggregate(cause, (c, p) => With(c, p, playbook.Version + 1)))] };
    }

    /// <summary>"unionpay/51" or "symptom/…": what a case is about, as counts are kept.</summary>
    public static string About(string scheme, string code) => $"{scheme.ToLowerInvariant()}/{code.ToUpperInvariant()}";

    public static string AboutSymptom(string symptom) => SymptomPrefix + symptom;

    /// <summary>The symptom's id where it is about one; null for a code.</summary>
    public static string? SymptomOf(string about) => about.StartsWith(SymptomPrefix, StringComparison.Ordinal) ? about[SymptomPrefix.Length..] : null;

    private const string SymptomPrefix = "symptom/";

    private static double PriorOf(Cause cause, string about)
    {
        if (SymptomOf(about) is { } symptom) return cause.PriorOfSymptom(symptom);
        var (scheme, code) = Cut(about);
        return cause.PriorOf(scheme, code);
    }

    private static int? SinceOf(Cause cause, string about)
    {
        if (SymptomOf(about) is { } symptom) return cause.Symptoms.FirstOrDefault(s => s.Symptom == symptom)?.Since;
        var (scheme, code) = Cut(about);
        return cause.LearnedSince(scheme, code);
    }

    private static Cause With(Cause cause, LearnedShare learned, int since)
    {
        if (SymptomOf(learned.About) is { } symptom)
        {
            return cause with { Symptoms = [.. cause.Symptoms.Select(s => s.Symptom == symptom ? s with { Share = learned.Share, Since = since } : s)] };
        }

        var (scheme, code) = Cut(learned.About);
        if (cause.Codes.Any(c => c.Matches(scheme, code)))
            return cause with { Codes = [.. cause.Codes.Select(c => c.Matches(scheme, code) ? c with { Share = learned.Share, Since = since } : c)] };

        // Known so far only by a line for any scheme or every code: what was learned holds for this scheme alone.
        var strength = cause.StrengthOf(scheme, code) ?? Strength.Possible;
        return cause with { Codes = [.. cause.Codes, new CodePointer(learned.About, strength, learned.Share, since)] };
    }

    private static (string Scheme, string Code) Cut(string about)
    {
        var cut = about.IndexOf('/', StringComparison.Ordinal);
        return (about[..cut], about[(cut + 1)..]);
    }
}
