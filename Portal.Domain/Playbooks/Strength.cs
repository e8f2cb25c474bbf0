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

    public static double Cured(Chance chance) => chance switch
    {
        Chance.AlmostAlways => 0.93,
        Chance.Usually => 0.7,
        Chance.Sometimes => 0.35,
        _ => 0.1,
    };
}
