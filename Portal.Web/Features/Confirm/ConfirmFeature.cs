using Portal.Web.Hosting;

namespace Portal.Web.Features.Confirm;

/// <summary>"Is it still you?": password, code or passkey once more before something sensitive.</summary>
public sealed class ConfirmFeature : IFeature
{
    public Type Texts => typeof(ConfirmText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<ConfirmPerson>().AddSingleton<WayBack>();
}
