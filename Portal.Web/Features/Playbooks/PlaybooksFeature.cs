using Portal.Web.Hosting;

namespace Portal.Web.Features.Playbooks;

/// <summary>What the portal knows about causes, checks, fixes and response codes.</summary>
public sealed class PlaybooksFeature : IFeature
{
    public Type Texts => typeof(PlaybooksText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Knowledge>().AddScoped<PublishPlaybook>();
        services.AddSingleton<IStartupStep, LoadStarterPlaybook>();
    }
}
