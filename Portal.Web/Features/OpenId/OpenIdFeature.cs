using Microsoft.AspNetCore.Identity;
using Portal.Web.Data.Identity;
using Portal.Web.Hosting;

namespace Portal.Web.Features.OpenId;

/// <summary>Staff sign in with the company's own account (OpenID Connect), where settings name a provider.</summary>
public sealed class OpenIdFeature : IFeature
{
    public Type Texts => typeof(OpenIdText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<OpenIdSettings>(configuration, OpenIdSettings.Section);
        services.AddScoped<SignInByOpenId>();
        OpenIdScheme.Add(services);

        services.AddScoped<IUserConfirmation<PortalUser>, LocalStaffSignIn>();
        services.Configure<IdentityOptions>(identity => identity.SignIn.RequireConfirmedAccount = true);
    }
}
