using Portal.Web.Hosting;

namespace Portal.Web.Features.Shop;

/// <summary>The owner's view of the shop: terminals, staff, training.</summary>
public sealed class ShopFeature : IFeature
{
    public Type Texts => typeof(ShopText);

    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<ViewShop>();
}
