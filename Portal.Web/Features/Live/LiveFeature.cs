using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Live;

/// <summary>Open pages that change by themselves: one stream a page, one reader for all streams, no circuit.</summary>
public sealed class LiveFeature : IFeature
{
    public void Add(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<LiveMarks>().AddSingleton<LiveWatch>().AddSingleton<LiveStream>()
        .AddScoped<FindWatched>().AddScoped<LiveAddress>();

    public void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/live/{kind}/{id}", (string kind, string id, string? seen, HttpContext http, Viewer viewer, FindWatched find, LiveStream stream) =>
            stream.Open(kind, id, seen, http, viewer, find))
        .Needs(Permission.LookUp).ExcludeFromDescription();
}
