using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.SignIn;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>Identity's hasher, given every password in its one form (<see cref="PasswordText"/>), when it is set and when it is checked.</summary>
public sealed class NormalPasswords(IOptions<PasswordHasherOptions> options) : PasswordHasher<PortalUser>(options)
{
    public override string HashPassword(PortalUser user, string password) => base.HashPassword(user, PasswordText.Normal(password) ?? throw new ArgumentException("Not a password.", nameof(password)));

    public override PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
    {
        // What can't be a password costs the same work and is wrong.
        var normal = PasswordText.Normal(providedPassword);
        var verified = base.VerifyHashedPassword(user, hashedPassword, normal ?? "");
        return normal is null ? PasswordVerificationResult.Failed : verified;
    }
}
