using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Audit;

/// <summary>/admin/audit/export.csv and .ndjson: downloads, streamed.</summary>
internal static class AuditExports
{
    public static void MapAuditExports(this IEndpointRouteBuilder routes)
    {
        foreach (var format in Enum.GetValues<AuditFormat>())
        {
            routes.MapGet("/admin/audit/export." + format.ToString().ToLowerInvariant(), (
                string? person, string? merchant, string? kind, string? from, string? to, HttpContext http, ExportAudit export, IOptions<PortalOptions> options, TimeProvider clock) =>
                Answer(AuditFilter.Of(person, merchant, kind, from, to, options.Value.TimeZone), format, http, export, clock)).RequireAuthorization(nameof(Permission.SeeAudit)).WithMetadata(new NeedsFreshSignInAttribute());
        }
    }

    private static async Task Answer(AuditFilter filter, AuditFormat format, HttpContext http, ExportAudit export, TimeProvider clock)
    {
        var done = await export.Run(filter, format, _ => Task.FromResult(Open(http, format, clock)), http.RequestAborted);
        if (!done.IsOk) http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static Stream Open(HttpContext http, AuditFormat format, TimeProvider clock)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var name = string.Create(CultureInfo.InvariantCulture, $"audit-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.{format.ToString().ToLowerInvariant()}");
        Downloads.AsFile(http, name, format is AuditFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
        return http.Response.Body;
    }
}
