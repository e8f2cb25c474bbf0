using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>What the answers to all tries at one sale say of the card.</summary>
internal static class Refusals
{
    /// <summary>DE39 05, "do not honour" in every scheme: the refusal that gives no reason.</summary>
    private const string Generic = "05";

    /// <summary>A pick-up answer to any try: no advice, and no other try that merely timed out, makes that card presentable again.</summary>
    public static bool KeepsCardAway(CaseFile file) => Tries(file).Any(row => file.CodeOf(row) is { Never: true, Sensitive: true });

    /// <summary>
    /// To the customer, all of these are one and the same plain refusal: 05, everything sensitive, everything that says never. What else was answered
    /// beside it (an advice to come back, another try's code) may not be told either, or the difference would tell.
    /// </summary>
    public static bool IsPlain(CaseFile file) => Tries(file).Any(row =>
        file.CodeOf(row) is { IsApproval: false } code && (code.Code == Generic || code.ForbidsThisCard) || file.AdviceOf(row) is { ForbidsThisCard: true });

    private static IEnumerable<Transaction> Tries(CaseFile file) => SameSale.Attempts(file).Prepend(file.Transaction);
}
