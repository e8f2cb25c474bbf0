using Portal.Domain.Common;

namespace Portal.Domain.Devices;

public abstract record SignInEvent(Guid Person, MerchantId? MerchantId) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => "user/" + Person;
}

public sealed record SignInEnded(Guid SignIn, Guid Person, MerchantId? MerchantId, SignInEnd Why) : SignInEvent(Person, MerchantId)
{
    public override bool IsPortals => Why is SignInEnd.Idle or SignInEnd.TooOld;
}

/// <summary>A password, code or passkey was given again.</summary>
/// <param name="How">"password", "code", "passkey".</param>
public sealed record Reauthenticated(Guid SignIn, Guid Person, MerchantId? MerchantId, string How) : SignInEvent(Person, MerchantId);

/// <summary>Several at once.</summary>
/// <param name="Of">"user/…", "merchant/…" or "everyone".</param>
public sealed record SignInsEnded(string Of, MerchantId? MerchantId, int Count, SignInEnd Why) : PortalEvent
{
    public override MerchantId? Merchant => MerchantId;

    public override string Subject => Of;
}
