using Portal.Domain.Transactions;

namespace Portal.Domain.Diagnosis;

/// <summary>What a case is about where no response code tells: what the screen showed, or what the record itself amounts to.</summary>
public static class CaseSymptom
{
    public const string NobodyAnswered = "timeout-sent", ApprovedButDeclinedShown = "approved-but-declined-shown";

    /// <summary>A symptom id; null where the response code speaks.</summary>
    public static string? Of(CaseFile file) => file switch
    {
        { Symptom: { } chosen } => chosen,
        { Transaction.Outcome: Outcome.Approved } => ApprovedButDeclinedShown,
        { Code: null or { IsApproval: true } } => NobodyAnswered,
        _ => null,
    };
}
