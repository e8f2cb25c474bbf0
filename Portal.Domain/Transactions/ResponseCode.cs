using Portal.Domain.Common;

namespace Portal.Domain.Transactions;

public enum CauseGroup { Technical, Operation, Account, Legal }

public enum WhoActs { Customer, Bank, Shop, Acquirer, Nobody }

/// <summary>May the sale be tried again? The values of the API, in its order.</summary>
public enum Retry { Now, AfterFix, Later, NotThisCard, CheckFirst, NotNeeded }

/// <summary>One row of the catalogue: a DE39 value with its scheme (or an advice code, MACnn), what it means and who acts.</summary>
/// <param name="Retry">Advice to a clerk per contracts.md: never and other-card → NotThisCard, approvals → NotNeeded.</param>
/// <param name="Sensitive">Lost, stolen, pick-up, fraud, restricted: looks like a generic decline (05) to any customer.</param>
public sealed record ResponseCode(
    string Scheme,
    string Code,
    LocalizedText Name,
    string ActionClass,
    Retry Retry,
    WhoActs WhoActs,
    CauseGroup? Group,
    bool Sensitive,
    LocalizedText TypicalCauses,
    LocalizedText FirstAction,
    string Source)
{
    public bool IsApproval => Group is null;
}
