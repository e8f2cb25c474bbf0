using Portal.Domain.Common;

namespace Portal.Domain.Training;

public static class TrainingProblems
{
    /// <summary>Not every question is answered rightly yet.</summary>
    public static readonly Problem NotAllRight = new("lesson-not-all-right");

    /// <summary>The lesson was published anew while it was being read.</summary>
    public static readonly Problem Newer = new("lesson-newer");

    /// <summary>Signing is for the people of a shop; the acquirer's staff only read.</summary>
    public static readonly Problem ForShops = new("lesson-for-shops");
}
