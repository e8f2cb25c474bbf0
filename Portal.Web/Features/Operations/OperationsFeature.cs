using System.CommandLine;
using Portal.Web.Data.Backup;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Operations;

/// <summary>Keeping the database: migrate, backup, verify, restore.</summary>
public sealed class OperationsFeature : IFeature
{
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ServingMark>().AddHostedService(provider => provider.GetRequiredService<ServingMark>());
        services.AddSingleton<CheckBackup>().AddSingleton<MakeBackup>().AddSingleton<RestoreBackup>();
    }

    public IEnumerable<Command> Verbs(VerbHost host) => OperationsVerbs.Make(host);
}
