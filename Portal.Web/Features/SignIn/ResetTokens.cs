using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>The link in a reset mail, good for <see cref="Limits.ResetMinutes"/>. Bound to the security stamp: using it changes that, so it works once.</summary>
public sealed class ResetTokens(IDataProtectionProvider protection, ILogger<ResetTokens> log)
    : DataProtectorTokenProvider<PortalUser>(protection, Microsoft.Extensions.Options.Options.Create(new DataProtectionTokenProviderOptions
    {
        Name = Name,
        TokenLifespan = TimeSpan.FromMinutes(Limits.ResetMinutes),
    }), log)
{
    public new const string Name = "reset";
}
