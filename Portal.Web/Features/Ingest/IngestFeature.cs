using System.CommandLine;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Lookup;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Ingest;

/// <summary>Transactions come in (files, HTTP) and are found again.</summary>
public sealed class IngestFeature : IFeature
{
    public Type Texts => typeof(IngestText);

    public void Map(IEndpointRouteBuilder routes) => routes.MapTransactions();

    public IEnumerable<Command> Verbs(VerbHost host) => [ImportVerb.Make(host)];

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ReadLanes>().AddSingleton<TransactionNames>().AddSingleton<TransactionStore>().AddSingleton<TerminalMarks>().AddSingleton<TrafficCounts>();
        services.AddTransient<TransactionWriter>().AddScoped<ImportFile>().AddScoped<ReceiveTransactions>();
        services.AddScoped<FindTransactions>().AddScoped<FindTransaction>();
    }
}
