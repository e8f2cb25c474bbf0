using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Web.Hosting;

namespace Portal.Web.Shared.Text;

/// <summary>The sentence a person reads for a <see cref="Problem"/>: key "Problem.code" in the texts of the features, then the shared ones.</summary>
public sealed class ProblemTexts(IStringLocalizerFactory factory, IEnumerable<Type> textTypes)
{
    private readonly IStringLocalizer[] texts = [.. textTypes.Select(factory.Create)];

    public string For(Problem problem)
    {
        foreach (var text in texts)
        {
            var found = text["Problem." + problem.Code, problem.Args];
            // What was typed may stand in it.
            if (!found.ResourceNotFound) return CardNumbers.Mask(found.Value);
        }

        return problem.Code;
    }
}

public static class ProblemTextsSetup
{
    public static IServiceCollection AddProblemTexts(this IServiceCollection services, IReadOnlyList<IFeature> features) =>
        services.AddSingleton(provider => new ProblemTexts(
            provider.GetRequiredService<IStringLocalizerFactory>(),
            [typeof(SharedText), .. features.Select(f => f.Texts).OfType<Type>()]));
}
