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

    /// <summary>The file says "never": do not present this card again, here or elsewhere. Stricter than "another card".</summary>
    public bool Never { get; init; }

    /// <summary>False for the stand-in that the catalogue gives for a code nobody described.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Pick-up and never-again codes and everything sensitive: no step may end in another try with this card.</summary>
    public bool ForbidsThisCard => Never || Sensitive;
}
