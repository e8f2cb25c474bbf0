using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing.Template;
using Portal.Web.Shared.Pages;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Confirm;

/// <summary>
/// Where somebody goes who does not want to confirm. Not to the page that asked, which would only ask again: to the nearest one above it that opens as it is,
/// "/account/security" for "/account/security/remove".
/// </summary>
public sealed class WayBack(EndpointDataSource endpoints)
{
    private sealed record Page(TemplateMatcher Route, bool Asks);

    private readonly Lazy<IReadOnlyList<Page>> pages = new(() =>
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
           select new Page(new(new(endpoint.RoutePattern), []), endpoint.Metadata.GetMetadata<NeedsFreshSignInAttribute>() is not null),
    ]);

    /// <param name="back">The page that asked, as the address says it.</param>
    /// <returns>Null where nobody was led here: the confirmation was opened beside another page.</returns>
    public string? From(string? back)
    {
        if (LocalAddress.Of(back) is not { } asked) return null;
        var path = asked.Split('?', '#')[0].TrimEnd('/');
        if (Opens(path)) return asked;
        while (path.LastIndexOf('/') is > 0 and var cut)
        {
            path = path[..cut];
            if (Opens(path)) return path;
        }

        return "/";
    }

    private bool Opens(string path)
    {
        var fitting = pages.Value.Where(page => page.Route.TryMatch(path, [])).ToList();
        return fitting.Count > 0 && !fitting.Exists(page => page.Asks);
    }
}
