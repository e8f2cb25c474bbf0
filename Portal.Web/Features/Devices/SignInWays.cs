using System.Security.Claims;
using Portal.Domain.Devices;

namespace Portal.Web.Features.Devices;

/// <summary>How somebody signed in, read from what Identity says of it ("amr", RFC 8176).</summary>
internal static class SignInWays
{
    public static SignInWay Of(ClaimsPrincipal person)
    {
        if (person.HasClaim(c => c.Type == ClaimTypes.AuthenticationMethod)) return SignInWay.SingleSignOn;
        return person.FindFirstValue("amr") switch
        {
            "pwd" => SignInWay.Password,
            "mfa" => SignInWay.PasswordAndCode,
            "hwk" or "swk" or "pop" => SignInWay.Passkey,
            _ => SignInWay.Invitation,
        };
    }
}
