using System.CommandLine;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Merchants;

/// <summary>Merchants, stores and terminals: who is registered, and who may see whom.</summary>
public sealed class MerchantsFeature : IFeature
{
    public Type Texts => typeof(MerchantsText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<VisibleTerminals>().AddScoped<FindMerchant>().AddScoped<ImportMerchants>();

    public IEnumerable<Command> Verbs(VerbHost host) => [MerchantsVerb.Make(host)];
}
