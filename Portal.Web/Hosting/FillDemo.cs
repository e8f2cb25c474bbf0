using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>Fills an empty database with the demo data of every feature, once; a database that has a merchant is left alone.</summary>
public sealed class FillDemo(IServiceScopeFactory scopes, IOptions<DemoOptions> options)
{
    public async Task Run(CancellationToken cancel)
    {
        if (!options.Value.Enabled) return;

        await using (var scope = Scope())
            if (await scope.ServiceProvider.GetRequiredService<PortalDb>().Merchants.AnyAsync(cancel)) return;

        foreach (var order in await Orders())
        {
            await using var scope = Scope();
            foreach (var part in scope.ServiceProvider.GetServices<IDemoPart>().Where(p => p.Order == order)) await part.Run(cancel);
        }
    }

    private async Task<IReadOnlyList<int>> Orders()
    {
        await using var scope = Scope();
        return [.. scope.ServiceProvider.GetServices<IDemoPart>().Select(p => p.Order).Distinct().Order()];
    }

    private AsyncServiceScope Scope()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = Viewer.Portal;
        return scope;
    }
}
