using Portal.Domain.Common;

namespace Portal.Domain.SignIn;

// What happens at the door. No password, no code, and nothing anyone typed.

/// <summary>Something that happened to one person's way in.</summary>
public abstract record DoorEvent(UserId? Who, MerchantId? Of) : PortalEvent
{
    public override MerchantId? Merchant => Of;
    public override string Subject => Who is { } user ? $"user/{user.Value}" : "user/unknown";
}

public enum WayIn { Password, PasswordAndCode, PasswordAndRecoveryCode, Passkey, Company, CompanyWithFactor, CompanyAndCode, CompanyAndRecoveryCode }

/// <summary>Words of events for the kinds of second factor.</summary>
public static class FactorKind
{
    public const string Authenticator = "authenticator", Passkey = "passkey";
}

/// <param name="By">"password", "password-and-code", "recovery-code", "passkey", "company", "company-with-factor" (the provider asked for it), "company-and-code", "company-and-recovery-code".</param>
public sealed record SignedIn(UserId? Who, MerchantId? Of, string By) : DoorEvent(Who, Of);

/// <param name="At">"password", "code", "passkey".</param>
public sealed record SignInFailed(UserId? Who, MerchantId? Of, string At) : DoorEvent(Who, Of);

/// <param name="Minutes">How long.</param>
public sealed record LockedOut(UserId? Who, MerchantId? Of, string At, int Minutes) : DoorEvent(Who, Of);

public sealed record Unlocked(UserId? Who, MerchantId? Of) : DoorEvent(Who, Of);

/// <param name="By">"change", "reset" or "invitation".</param>
public sealed record PasswordChanged(UserId? Who, MerchantId? Of, string By) : DoorEvent(Who, Of);

public sealed record PasswordResetAsked(UserId? Who, MerchantId? Of) : DoorEvent(Who, Of);

public sealed record FactorAdded(UserId? Who, MerchantId? Of, string Kind) : DoorEvent(Who, Of);

public sealed record FactorRemoved(UserId? Who, MerchantId? Of, string Kind) : DoorEvent(Who, Of);

/// <summary>Under which name its person finds it; the name is not told here.</summary>
public sealed record FactorRenamed(UserId? Who, MerchantId? Of, string Kind) : DoorEvent(Who, Of);

/// <summary>Why somebody's second factors are taken away by somebody else. A choice, since what an administrator would type is kept for good.</summary>
public enum FactorLoss { Lost, Stolen, NewPhone, Other }

/// <summary>An administrator took away every factor of somebody who lost them.</summary>
public sealed record LostFactorsRemoved(UserId? Who, MerchantId? Of, FactorLoss Why) : DoorEvent(Who, Of);

public sealed record RecoveryCodesMade(UserId? Who, MerchantId? Of) : DoorEvent(Who, Of);

/// <param name="Left">How many are left.</param>
public sealed record RecoveryCodeUsed(UserId? Who, MerchantId? Of, int Left) : DoorEvent(Who, Of);
