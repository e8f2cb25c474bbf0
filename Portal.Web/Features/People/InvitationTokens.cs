using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.People;

/// <summary>The link in an invitation, good for <see cref="Limits.InvitationHours"/>. Bound to the security stamp: using it changes that, so it works once.</summary>
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
