using Microsoft.AspNetCore.Http.Features;
using Portal.Domain.Common;
using Portal.Web.Shared.Api;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>/account/data/download and /admin/privacy/people/{id}/export: downloads, streamed.</summary>
internal static class PersonExports
{
    public const string OwnPath = "/account/data/download";

    public static string PathOf(UserId person) => $"/admin/privacy/people/{person.Value}/export";

    public static void MapPersonExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(OwnPath, (HttpContext http, ExportPerson export, TimeProvider clock) =>
            Answer(http, export.Own(_ => Task.FromResult(Open(http, clock)), http.RequestAborted))).RequireAuthorization().WithMetadata(new NeedsFreshSignInAttribute());
        routes.MapGet("/admin/privacy/people/{id:guid}/export", (Guid id, HttpContext http, ExportPerson export, TimeProvider clock) =>
            Answer(http, export.Run(new(id), _ => Task.FromResult(Open(http, clock)), http.RequestAborted))).Needs(Permission.ManagePrivacy).WithMetadata(new NeedsFreshSignInAttribute());
    }

    private static async Task Answer(HttpContext http, Task<Result> export)
    {
        if (!(await export).IsOk) http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static Stream Open(HttpContext http, TimeProvider clock)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Downloads.AsFile(http, ExportPerson.FileName(clock.GetUtcNow()), "application/zip");
        return http.Response.Body;
    }
}
