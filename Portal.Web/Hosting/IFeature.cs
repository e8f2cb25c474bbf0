using System.CommandLine;

namespace Portal.Web.Hosting;

/// <summary>What a feature brings to the house. <c>Features/AllFeatures.cs</c> lists them all.</summary>
public interface IFeature
{
    /// <summary>Its use cases, reads and background work.</summary>
    void Add(IServiceCollection services, IConfiguration configuration);

    /// <summary>Its endpoints that are not pages.</summary>
    void Map(IEndpointRouteBuilder routes) { }

    /// <summary>Its command line verbs; each runs in a scope of its own, as the portal itself, on a database that is current.</summary>
    IEnumerable<Command> Verbs(VerbHost host) => [];

    /// <summary>Marker class of its texts, where problems of its use cases are looked up as "Problem.code".</summary>
    Type? Texts => null;
}
