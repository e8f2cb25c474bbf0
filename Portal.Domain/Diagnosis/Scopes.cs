using Portal.Domain.Playbooks;

namespace Portal.Domain.Diagnosis;

/// <summary>Where the fault sits, from the evidence alone: asked when no cause stands out. The widest that the evidence shows wins.</summary>
public static class Scopes
{
    public static Scope Of(IReadOnlyList<Evidence> evidence)
    {
        var keys = evidence.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        var failsHere = keys.Contains("other-cards-same-code") || keys.Contains("other-cards-failing");

        if (keys.Contains("same-code-elsewhere")) return Scope.BankWide;
        if (failsHere && keys.Contains("store-terminals-failing") && !keys.Contains("store-terminals-fine")) return Scope.MerchantAccount;
        if (keys.Contains("line-silent") || failsHere && (keys.Contains("network-weak") || keys.Contains("network-2g"))) return Scope.Line;
        if (failsHere) return Scope.Terminal;
        if (keys.Contains("other-cards-approved")) return Scope.Card;
        return Scope.Unknown;
    }
}
