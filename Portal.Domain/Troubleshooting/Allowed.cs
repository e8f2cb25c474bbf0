using Portal.Domain.Diagnosis;
using Portal.Domain.Playbooks;

namespace Portal.Domain.Troubleshooting;

/// <summary>What may never be advised, whatever a playbook says.</summary>
public static class Allowed
{
    /// <summary>
    /// Nothing that ends in another attempt while the sale may be paid or is; nothing that ends in another attempt with this card where the code or the
    /// advice says never, or is a pick-up, lost, stolen, fraud or restricted one; nothing with a code the fix itself excludes.
    /// </summary>
    public static bool Is(Fix fix, CaseFile file, Verdict verdict)
    {
        if (fix.TryAgain && verdict.ForbidsTrying) return false;
        if (fix.TryAgain && !fix.OtherCard && (file.Code is { ForbidsThisCard: true } || file.Advice is { ForbidsThisCard: true })) return false;

        var sale = file.Transaction;
        return !fix.IsForbiddenWith(sale.Scheme, sale.ResponseCode)
            && !fix.IsForbiddenWith(sale.Scheme, sale.AdviceCode is { } advice ? "MAC" + advice.PadLeft(2, '0') : null);
    }
}
