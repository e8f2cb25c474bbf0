using Portal.Web.Hosting;

namespace Portal.Web.Features.CustomerCards;

/// <summary>What a shop shows or hands to its customer about one transaction: on the clerk's screen, on paper, and by a link that needs no sign-in.</summary>
public sealed class CustomerCardsFeature : IFeature
{
    public Type Texts => typeof(CustomerCardsText);

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddScoped<ShowCard>().AddScoped<MakeCard>().AddScoped<RevokeCards>().AddScoped<OpenCard>();
}
