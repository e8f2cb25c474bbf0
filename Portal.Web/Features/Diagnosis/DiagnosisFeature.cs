using Portal.Web.Hosting;

namespace Portal.Web.Features.Diagnosis;

/// <summary>From a transaction to a verdict, its reason and the evidence.</summary>
public sealed class DiagnosisFeature : IFeature
{
    public Type Texts => typeof(DiagnosisText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<NewestFirmware>();
        services.AddScoped<GatherCase>().AddScoped<Diagnose>().AddScoped<DiagnosisTexts>();
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapDiagnosis();
}
