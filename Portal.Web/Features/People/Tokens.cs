using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.People;

// Links that set a password. Both are bound to the security stamp: using one changes it, so each works once.

/// <summary>The link in an invitation, good for <see cref="Limits.InvitationHours"/>.</summary>
public sealed class InvitationTokens(IDataProtectionProvider protection, ILogger<InvitationTokens> log)
    : DataProtectorTokenProvider<PortalUser>(protection, Microsoft.Extensions.Options.Options.Create(new DataProtectionTokenProviderOptions
    {
        Name = Name,
        TokenLifespan = TimeSpan.FromHours(Limits.InvitationHours),
    }), log)
{
    public new const string Name = "invitation";
    public const string Purpose = "first-password";
}

/// <summary>The link in a reset mail, good for <see cref="Limits.ResetMinutes"/>.</summary>
public sealed class ResetTokens(IDataProtectionProvider protection, ILogger<ResetTokens> log)
    : DataProtectorTokenProvider<PortalUser>(protection, Microsoft.Extensions.Options.Options.Create(new DataProtectionTokenProviderOptions
    {
        Name = Name,
        TokenLifespan = TimeSpan.FromMinutes(Limits.ResetMinutes),
    }), log)
{
    public new const string Name = "reset";
}
