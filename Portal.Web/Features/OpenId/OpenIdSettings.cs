using System.ComponentModel.DataAnnotations;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.OpenId;

/// <summary>The company's own sign-in for the acquirer's staff (OpenID Connect). Without an authority there is none, and no trace of it on any page.</summary>
public sealed class OpenIdSettings : IValidatableObject
{
    public const string Section = "SignIn:OpenIdConnect";

    /// <summary>The provider's address, as its discovery document names it.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>What stands on the button; empty: "company account" in the reader's language.</summary>
    public string Name { get; set; } = "";

    /// <summary>Claim that says what somebody is there ("groups"); empty: roles are given in the portal.</summary>
    public string RoleClaim { get; set; } = "";

    /// <summary>Value of that claim → role here. Whoever has none of them does not get in.</summary>
    public Dictionary<string, Role> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>How the provider must say the person signed in (acr), "phr" for instance; empty: as it likes.</summary>
    public IList<string> RequiredAcr { get; init; } = [];

    /// <summary>The provider asks everybody for a second factor, whether it says so or not. False: the portal asks for its own, unless the provider says of this sign-in that it did ("mfa" in amr, or <see cref="SecondFactorAcr"/>).</summary>
    public bool ProvesSecondFactor { get; set; }

    /// <summary>Values of acr that mean a second factor was asked for: "phr", "https://refeds.org/profile/mfa".</summary>
    public IList<string> SecondFactorAcr { get; init; } = [];

    /// <summary>False: staff sign in through the company only, save one.</summary>
    public bool LocalStaffSignIn { get; set; } = true;

    /// <summary>Mail address of the one administrator who may still use a password when the provider does not answer.</summary>
    public string BreakGlass { get; set; } = "";

    public bool IsOn => Authority.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            if (!LocalStaffSignIn) yield return new("without an authority nobody of the staff could sign in", [nameof(LocalStaffSignIn)]);
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)) yield return new("an https address", [nameof(Authority)]);
        if (ClientId.Length == 0) yield return new("is missing", [nameof(ClientId)]);
        if (ClientSecret.Length == 0) yield return new("is missing", [nameof(ClientSecret)]);
        if (!LocalStaffSignIn && BreakGlass.Length == 0) yield return new("name one administrator who can get in when the provider does not answer", [nameof(BreakGlass)]);
        if (RoleClaim.Length > 0 && Roles.Count == 0) yield return new("says of no value which role it is", [nameof(Roles)]);
        foreach (var (value, role) in Roles)
            if (role.IsOfMerchant()) yield return new($"{value}: a shop's people do not sign in through the company", [nameof(Roles)]);
    }
}
