namespace Portal.Domain.Transactions.Lookup;

/// <summary>A transaction that may be the one looked for.</summary>
/// <param name="Match">Why, strongest first: keys of <see cref="MatchReasons"/>.</param>
/// <param name="IsBest">Clearly the one; at most one of a list, often none.</param>
public sealed record Candidate(Transaction Transaction, IReadOnlyList<string> Match, bool IsBest);

/// <summary>Every reason a candidate may match for; also text keys.</summary>
public static class MatchReasons
{
    public const string SameAmount = "same-amount";
    public const string AmountTransposed = "amount-transposed";
    public const string NearAmount = "near-amount";
    public const string Last4 = "last4";
    public const string TimeClosest = "time-closest";
    public const string WithinDrift = "within-drift";
    public const string InWindow = "in-window";
    public const string Newest = "newest";

    public static readonly IReadOnlyList<string> All = [SameAmount, Last4, TimeClosest, WithinDrift, AmountTransposed, NearAmount, InWindow, Newest];
}
