using System.CommandLine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.ApiKeys;
using Portal.Domain.Common;
using Portal.Web.Hosting;
using Portal.Web.Shared.Api;

namespace Portal.Web.Features.ApiKeys;

/// <summary>Programs sign in with keys; the API's description says what they may ask.</summary>
public sealed class ApiKeysFeature : IFeature
{
    public Type Texts => typeof(ApiKeysText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeySignIn>(ApiScopes.SignIn, null);
        services.AddScoped<AddApiKey>().AddScoped<RevokeApiKey>().AddScoped<ListKeys>();
        services.AddOpenApi("v1", options => options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        routes.MapApiDocs();
        routes.MapFallback("/api/{**rest}", () => Api.Refuse(Problem.NotFound));
    }

    public IEnumerable<Command> Verbs(VerbHost host) => [KeyVerb.Make(host)];
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.HasIndex(k => k.Hash).IsUnique();
    }
}
