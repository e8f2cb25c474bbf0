using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Portal.Web.Shared.Pages;

namespace Portal.Web.Hosting;

/// <summary>
/// Static pages have no interactive part that would take over what was rendered, so the framework need not write its state, protected and unreadable, at
/// their end: a kilobyte that no compression shrinks, on every visit. An interactive part set into one of them fails, as it should.
/// </summary>
internal static class StaticPages
{
    private const string RenderModes = "Microsoft.AspNetCore.Components.Endpoints.ConfiguredRenderModesMetadata";

    public static RazorComponentsEndpointConventionBuilder WithoutComponentState(this RazorComponentsEndpointConventionBuilder pages)
    {
        pages.Finally(endpoint =>
        {
            var page = endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault()?.Type;
            if (page is null || typeof(DeskPage).IsAssignableFrom(page)) return;
            // What the framework keeps the modes in is not public; where it is called otherwise one day, the pages are only larger again (a test says so).
            for (var i = 0; i < endpoint.Metadata.Count; i++)
                if (endpoint.Metadata[i].GetType() is { FullName: RenderModes } type)
                    endpoint.Metadata[i] = Activator.CreateInstance(type, [Array.Empty<IComponentRenderMode>()])!;
        });
        return pages;
    }
}
