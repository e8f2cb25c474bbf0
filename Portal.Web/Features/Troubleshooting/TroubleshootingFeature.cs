using Portal.Web.Hosting;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Guided walks through the playbook: sessions, their pages and their API.</summary>
public sealed class TroubleshootingFeature : IFeature
{
    public Type Texts => typeof(TroubleshootingText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ViewSession>().AddScoped<StartSession>().AddScoped<AnswerStep>().AddScoped<EscalateSession>().AddScoped<WalkForTicket>()
            .AddScoped<ChangeSession>().AddScoped<JudgeSession>().AddScoped<MoveSession>().AddScoped<ChooseRecord>().AddScoped<LookForRecord>().AddScoped<ShopTime>()
            .AddScoped<CountCases>().AddScoped<AdoptShares>();
        services.AddSingleton<IEventTerms, StepTerms>();
        services.AddSingleton<WatchSessions>().AddHostedService(provider => provider.GetRequiredService<WatchSessions>());
        services.AddSingleton<AbandonIdleSessions>().AddHostedService(provider => provider.GetRequiredService<AbandonIdleSessions>());
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapSessions();
}
