using Portal.Web.Data.Transactions;
using Portal.Web.Features.Lookup;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Ingest;

/// <summary>Transactions come in (files, HTTP) and are found again.</summary>
public sealed class IngestFeature : IFeature
{
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ReadLanes>().AddSingleton<TransactionNames>().AddSingleton<TransactionStore>();
        services.AddScoped<FindTransactions>().AddScoped<FindTransaction>();
    }
}
