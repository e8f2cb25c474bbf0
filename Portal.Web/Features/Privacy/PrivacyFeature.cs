using System.CommandLine;
using Portal.Web.Data.Audit;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Privacy;

/// <summary>How long what is kept, and that it goes then; a copy for a person, and their erasure; what people are told of it.</summary>
public sealed class PrivacyFeature : IFeature
{
    public Type Texts => typeof(PrivacyText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<RetentionOptions>(configuration, RetentionOptions.Section);
        services.AddSingleton<CutAudit>().AddSingleton<RetentionKinds>().AddSingleton<RunRetention>().AddHostedService<KeepRetention>();
        services.AddSingleton<ErasedList>().AddSingleton<ReplayErasures>().AddSingleton<IStartupStep>(provider => provider.GetRequiredService<ReplayErasures>());
        services.AddScoped<FindPerson>().AddScoped<ExportPerson>().AddScoped<ErasePerson>().AddScoped<ReadNotice>();
        services.AddScoped<HoldTicket>().AddScoped<LiftHold>().AddScoped<ListHolds>().AddScoped<RunRetentionNow>();
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapPersonExports();

    public IEnumerable<Command> Verbs(VerbHost host) => [RetentionVerb.Make(host), PersonVerb.Make(host)];
}
