namespace Portal.Domain.Diagnosis;

/// <summary>Everything the portal can say about a case without asking anybody.</summary>
public static class EvidenceRules
{
    /// <summary>In reading order (domain.md, b): money, one card or all, one terminal or many, one bank or many, entry mode, amount, state of the terminal.</summary>
    public static IReadOnlyList<Evidence> From(CaseFile file, DateTimeOffset now) =>
    [
        .. SaleEvidence.From(file, now),
        .. TrafficEvidence.From(file),
        .. ElsewhereEvidence.From(file),
        .. EntryEvidence.From(file),
        .. AmountEvidence.From(file),
        .. TerminalEvidence.From(file),
    ];
}
