using Portal.Web.Hosting;

namespace Portal.Web.Features.Guidance;

/// <summary>Help to read: questions and answers, articles, search, and what each response code means.</summary>
public sealed class GuidanceFeature : IFeature
{
    public Type Texts => typeof(GuidanceText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<HelpShelf>();
        services.AddScoped<SearchHelp>().AddScoped<ReadCode>();
        services.AddSingleton<IStartupStep, LoadStarterGuides>();
    }
}
