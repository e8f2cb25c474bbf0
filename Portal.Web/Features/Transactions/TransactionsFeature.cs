using Portal.Web.Hosting;

namespace Portal.Web.Features.Transactions;

/// <summary>The page of one transaction: verdict, reason, evidence, ways on.</summary>
public sealed class TransactionsFeature : IFeature
{
    public Type Texts => typeof(TransactionsText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<SaleWords>();
}
