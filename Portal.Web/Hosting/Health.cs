using Microsoft.EntityFrameworkCore;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Hosting;

/// <summary>For whatever watches the process: alive answers always, ready only while the database does.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => Results.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", async (DatabaseChoice choice, TimeProvider clock, CancellationToken cancel) =>
        {
            await using var db = choice.Open(Viewer.Nobody, clock);
            return await db.Database.CanConnectAsync(cancel) ? Results.Text("ready") : Results.Text("database unreachable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).ExcludeFromDescription();
    }
}
