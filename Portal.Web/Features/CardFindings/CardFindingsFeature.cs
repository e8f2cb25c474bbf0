using Portal.Web.Hosting;

namespace Portal.Web.Features.CardFindings;

/// <summary>Where card data came in although it should not, for whoever has to follow it up (PCI DSS 12.10.7).</summary>
public sealed class CardFindingsFeature : IFeature
{
    public Type Texts => typeof(CardFindingsText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<ListCardFindings>();
}
