using Portal.Domain.Common;

namespace Portal.Domain.OpenId;

/// <summary>A company account was tied to a person; from now on it signs that person in.</summary>
public sealed record OpenIdLinked(Guid Person, string Issuer) : PortalEvent
{
    public override string Subject => "user/" + Person;
}

/// <summary>A company sign-in that opened nothing.</summary>
/// <param name="Why">"unknown", "mail-not-verified", "not-staff", "another-subject", "no-role", "weak", "link".</param>
public sealed record OpenIdRefused(string Why) : PortalEvent
{
    public override string Subject => "sign-in/openid";
}

/// <summary>The company said another role than the portal had.</summary>
public sealed record OpenIdRoleTaken(Guid Person, string From, string To) : PortalEvent
{
    public override string Subject => "user/" + Person;
}
