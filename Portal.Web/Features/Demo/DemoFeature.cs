using System.CommandLine;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Demo;

/// <summary>Demo merchants and their history, with stories planted for people and tests to find.</summary>
public sealed class DemoFeature : IFeature
{
    public void Add(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<RegisterDemoMerchants>().AddScoped<WriteDemoHistory>()
        .AddScoped<IDemoPart, DemoMerchantsPart>().AddScoped<IDemoPart, DemoHistoryPart>();

    public IEnumerable<Command> Verbs(VerbHost host) => [DemoVerb.Make(host)];
}
