using System.CommandLine;
using Portal.Web.Data.Audit;
using Portal.Web.Data.Events;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Audit;

/// <summary>Who did and saw what: the trail made of the events, its check, its viewer and its export.</summary>
public sealed class AuditFeature : IFeature
{
    public Type Texts => typeof(AuditText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AuditSeals>().AddSingleton<SealEvents>().AddSingleton<VerifyAudit>();
        services.AddHostedService<KeepSealing>();
        services.AddScoped<AuditWords>().AddScoped<ReadAudit>().AddScoped<ExportAudit>();
        services.AddSingleton<ReadLog>().AddHostedService(provider => provider.GetRequiredService<ReadLog>());
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapAuditExports();

    public IEnumerable<Command> Verbs(VerbHost host) => [AuditVerb.Make(host)];
}
