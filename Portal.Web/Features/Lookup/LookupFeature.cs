using Portal.Web.Hosting;

namespace Portal.Web.Features.Lookup;

/// <summary>Finding the one transaction that somebody stands at the counter with.</summary>
public sealed class LookupFeature : IFeature
{
    public Type Texts => typeof(LookupText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<LookUp>();
}
