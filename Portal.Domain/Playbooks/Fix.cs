using Portal.Domain.Common;

namespace Portal.Domain.Playbooks;

public enum FixBy { Cashier, Owner, Acquirer, Customer }

public enum FixRisk { None, Low }

/// <summary>What can be done.</summary>
/// <param name="TryAgain">Ends in one new attempt at a sale: never offered while money may have moved.</param>
/// <param name="OtherCard">The new attempt is with another card: stays offered where this card must not be presented again.</param>
/// <param name="ContactAcquirer">To be done by the acquirer: the case is handed over instead of asking whether it worked.</param>
/// <param name="ForbiddenCodes">Never offered with these codes ("51", "unionpay/38").</param>
public sealed record Fix(
    string Id, int CostSeconds, FixBy Who, FixRisk Risk, bool TryAgain, bool OtherCard,
    LocalizedText Title, LocalizedText Body, LocalizedText Why,
    IReadOnlyList<Cure> Cures, bool ContactAcquirer, IReadOnlyList<string> ForbiddenCodes)
{
    public bool IsForbiddenWith(string? scheme, string? code) => code is not null && ForbiddenCodes.Any(forbidden =>
    {
        var pointer = new CodePointer(forbidden, Strength.Typical);
        return pointer.Matches(null, code) || pointer.Matches(scheme, code);
    });
}

public sealed record Cure(string Cause, Chance Chance);
