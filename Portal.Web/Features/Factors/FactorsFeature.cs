using System.CommandLine;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Factors;

/// <summary>Second factors: authenticator apps, passkeys, recovery codes; the step after the password; what happens when they are lost.</summary>
public sealed class FactorsFeature : IFeature
{
    public Type Texts => typeof(FactorsText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Seeds>();
        services.AddScoped<Codes>().AddScoped<RecoveryCodes>().AddScoped<FindFactors>().AddScoped<FactorBook>().AddScoped<ProveFactor>().AddScoped<TakeSecondFactor>()
            .AddScoped<SetUpAuthenticator>().AddScoped<OfferPasskey>().AddScoped<AddPasskey>().AddScoped<RenamePasskey>().AddScoped<RemoveFactor>()
            .AddScoped<RemoveLostFactors>().AddScoped<FactorsOfPerson>().AddScoped<NewRecoveryCodes>();
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapFactors();

    public IEnumerable<Command> Verbs(VerbHost host) => [FactorsVerb.Make(host)];
}
