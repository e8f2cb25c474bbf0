using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// What may be said to the shopper, as a text key. It depends on the verdict alone, never on the code: lost, stolen, pick-up, fraud and restricted
/// cards must sound exactly like a plain refusal (05).
/// </summary>
public static class CustomerLines
{
    public static readonly IReadOnlyList<string> All = ["paid", "checking", "other-card", "once-more", "moment", "later"];

    public static string For(Verdict verdict, ResponseCode? code) => verdict.Retry switch
    {
        Retry.NotNeeded => verdict.MoneyMoved == MoneyMoved.Yes ? "paid" : "moment",
        Retry.CheckFirst => "checking",
        _ when code is { ForbidsThisCard: true } => "other-card",
        Retry.NotThisCard => "other-card",
        Retry.Now => "once-more",
        Retry.Later => "later",
        _ => "moment",
    };
}
