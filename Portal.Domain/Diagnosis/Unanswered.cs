using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>Failures in which no bank judged the card: the answer did not come, or says that a system did not work. One outage gives several of them.</summary>
public static class Unanswered
{
    public static readonly IReadOnlyList<string> Codes = ["68", "91", "96", "98"];

    public static bool Is(Outcome sent, string? code) =>
        sent is Outcome.Declined or Outcome.Unknown && (code is null || Codes.Contains(code));
}
