namespace Portal.Domain.Playbooks;

/// <summary>How strongly a code, a fact or an answer points to a cause: what trainers write instead of numbers.</summary>
public enum Strength { RulesOut, Unlikely, Possible, Likely, Typical }

/// <summary>How often a fix cures a cause.</summary>
public enum Chance { Rarely, Sometimes, Usually, AlmostAlways }

/// <summary>The one place where the words become numbers. Change a number here and the whole portal thinks differently; nothing else needs to follow.</summary>
public static class Weights
{
    /// <summary>Share of a cause before anything else is known, for one code or symptom; only the proportions between causes matter.</summary>
    public static double Prior(Strength strength) => strength switch
    {
        Strength.Typical => 50,
        Strength.Likely => 20,
        Strength.Possible => 6,
        Strength.Unlikely => 1,
        _ => 0,
    };

    /// <summary>"Something else": what no playbook knows is never impossible, so that the walk ends with a person rather than with a wrong certainty.</summary>
    public const double SomethingElse = 4;

    /// <summary>How many times likelier the cause becomes by a fact or an answer. Never nought: a person or a feed may be wrong.</summary>
    public static double LikelihoodRatio(Strength strength) => strength switch
    {
        Strength.Typical => 12,
        Strength.Likely => 4,
        Strength.Possible => 1.5,
        Strength.Unlikely => 0.25,
        _ => 0.01,
    };

    /// <summary>How often people do not know, whatever the cause.</summary>
    public const double DontKnow = 0.15;

    /// <summary>
    /// How likely each answer is, from how strongly the answers point to a cause. An answer that is typical of something is seldom given otherwise, so where
    /// the playbook says nothing of a cause an answer's share is one over its strongest word; a cause it speaks of shifts these shares by its words. For
    /// every cause they add up to 1: what asking is expected to tell is then what an answer really tells, and no question looks better than it is.
    /// </summary>
    /// <param name="ratios">[answer][cause], 1 where nothing is said; without "don't know".</param>
    public static double[][] Likelihoods(IReadOnlyList<double[]> ratios)
    {
        var shares = ratios.Select(of => 1 / Math.Max(1, of.Max())).ToArray();
        var likelihoods = ratios.Select((of, answer) => of.Select(ratio => shares[answer] * ratio).ToArray()).ToArray();
        for (var cause = 0; cause < ratios[0].Length; cause++)
        {
            var sum = likelihoods.Sum(of => of[cause]);
            foreach (var of in likelihoods) of[cause] /= sum;
        }

        return likelihoods;
    }

    /// <summary>Seconds it takes to read a step and to answer it, on top of what it asks for.</summary>
    public const double ReadingSeconds = 5;

    /// <summary>Seconds that a fix has to be better by where it may do some harm.</summary>
    public const double RiskSeconds = 30;

    /// <summary>Seconds that handing over costs the shop: telling it, being asked what is needed to know, waiting for whoever can do something.</summary>
    public const double HandOverSeconds = 900;

    /// <summary>Handing over with the right request: nobody has to find out first what to do. What the acquirer then does takes as long either way.</summary>
    public const double RightRequestSeconds = 600;

    /// <summary>With a request that turns out wrong: all of it, and the detour.</summary>
    public const double WrongRequestSeconds = 1200;

    public static double Cured(Chance chance) => chance switch
    {
        Chance.AlmostAlways => 0.93,
        Chance.Usually => 0.7,
        Chance.Sometimes => 0.35,
        _ => 0.1,
    };
}
