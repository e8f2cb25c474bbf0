using Portal.Domain.Playbooks;

namespace Portal.Domain.Diagnosis;

/// <summary>Where the fault sits, from the evidence alone. The widest that the evidence shows wins; where it shows nothing, it is not known.</summary>
public static class Scopes
{
    public static Scope Of(IReadOnlyList<Evidence> evidence)
    {
        var keys = evidence.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        var failsHere = keys.Contains("other-cards-same-code") || keys.Contains("other-cards-failing");

        if (IsWide(evidence)) return Scope.BankWide;
        if (failsHere && keys.Contains("store-terminals-failing") && !keys.Contains("store-terminals-fine")) return Scope.MerchantAccount;
        if (keys.Contains("line-silent") || failsHere && (keys.Contains("network-weak") || keys.Contains("network-2g"))) return Scope.Line;
        if (failsHere) return Scope.Terminal;
        if (keys.Contains("other-cards-approved")) return Scope.Card;
        return Scope.Unknown;
    }

    /// <summary>
    /// That of the most probable cause, as far as the evidence bears it out: a code alone ("bank not available", "no answer") does not tell a slow answer to
    /// one card from an outage or a bad line. What other merchants have beyond chance is called nothing less than bank-wide.
    /// </summary>
    public static Scope Of(Cause? cause, CaseFile file, IReadOnlyList<Evidence> evidence)
    {
        if (IsWide(evidence)) return Scope.BankWide;
        return cause?.Scope switch
        {
            null or Scope.Unknown => Of(evidence),
            // What the screen shows was seen by a person.
            { } scope when file.Symptom is not null => scope,
            Scope.BankWide => Of(evidence),
            Scope.Line when !evidence.Any(e => e.Key is "network-weak" or "network-2g" or "line-silent") => Of(evidence),
            { } scope => scope,
        };
    }

    private static bool IsWide(IReadOnlyList<Evidence> evidence) => evidence.Any(e => e.Key is "same-code-elsewhere" or "no-answer-elsewhere");
}
