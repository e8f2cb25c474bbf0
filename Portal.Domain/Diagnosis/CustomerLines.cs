using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>
/// What the shopper may be told, as a text key: the only thing about a case that is ever shown or said to one. Lost, stolen, pick-up, fraud and
/// restricted cards must sound exactly like a plain refusal (05), whatever advice or other try stands beside them.
/// </summary>
public static class CustomerLines
{
    public static readonly IReadOnlyList<string> All =
    [
        "paid", "held", "checking", "other-card", "once-more", "moment", "later", "returned",
        "refund-done", "refund-checking", "refund-failed", "void-done", "void-failed",
    ];

    /// <returns>Null where no shopper is concerned: signing on, settling, a balance that was told.</returns>
    public static string? For(CaseFile file, Verdict verdict)
    {
        var about = file.Original ?? file;
        return (about.Transaction.Type, verdict) switch
        {
            (TransactionType.SignOn or TransactionType.Settlement, _) => null,
            (TransactionType.Balance, { Retry: Retry.NotNeeded }) => null,
            (TransactionType.Refund, { MoneyMoved: MoneyMoved.Yes }) => "refund-done",
            (TransactionType.Refund, { MoneyMoved: MoneyMoved.Unknown }) => "refund-checking",
            (TransactionType.Refund, _) => "refund-failed",
            (TransactionType.Void, { MoneyMoved: MoneyMoved.Yes }) => "void-done",
            (TransactionType.Void, { MoneyMoved: MoneyMoved.No }) => "void-failed",
            (TransactionType.Preauth, { MoneyMoved: MoneyMoved.Yes }) => "held",
            _ => ForSale(about, verdict),
        };
    }

    private static string ForSale(CaseFile sale, Verdict verdict) => verdict switch
    {
        { MoneyMoved: MoneyMoved.Yes } => "paid",
        { MoneyMoved: MoneyMoved.Unknown } or { Retry: Retry.CheckFirst } => "checking",
        { Because: "voided" } => "void-done",
        { Because: "refunded" } => "refund-done",
        _ when Refusals.IsPlain(sale) => "other-card",
        { Retry: Retry.NotThisCard } => "other-card",
        { Because: "reversed", Retry: Retry.Now or Retry.NotNeeded } => "returned",
        { Retry: Retry.Now } => "once-more",
        { Retry: Retry.Later } => "later",
        _ => "moment",
    };
}
