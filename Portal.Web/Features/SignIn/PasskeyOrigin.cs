using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;

namespace Portal.Web.Features.SignIn;

/// <summary>
/// A passkey belongs to the host of Portal:PublicUrl and is answered from there alone, whatever a Host header says. Without a public address the portal
/// is on loopback, where passkeys work under "localhost".
/// </summary>
public sealed class PasskeyOrigin(IOptions<PortalOptions> portal) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        var address = portal.Value.PublicUrl is { } text ? new Uri(text) : null;
        options.ServerDomain = address?.Host ?? "localhost";
        // The device asks for finger, face or PIN: with that a passkey is two factors. It is found without a name being typed.
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AttestationConveyancePreference = "none";
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin, address, context.HttpContext.Request.Host.Port));
    }

    public static bool IsOurs(string origin, Uri? address, int? port) =>
        address is not null
            ? origin.Equals(address.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            : Uri.TryCreate(origin, UriKind.Absolute, out var own) && own.Host == "localhost" && own.Port == (port ?? (own.Scheme == "https" ? 443 : 80));
}
