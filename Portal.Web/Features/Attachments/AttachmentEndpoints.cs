using Portal.Domain.Attachments;
using Portal.Web.Shared.Viewing;
using Portal.Web.Shared.Api;

namespace Portal.Web.Features.Attachments;

/// <summary>/attachments/{id} and its small picture. What the viewer may not see is 404.</summary>
internal static class AttachmentEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/attachments/{id:guid}", (Guid id, HttpContext http, ReadAttachment read) => Answer(id, small: false, http, read)).Needs(Permission.ReadTickets);
        routes.MapGet("/attachments/{id:guid}/small", (Guid id, HttpContext http, ReadAttachment read) => Answer(id, small: true, http, read)).Needs(Permission.ReadTickets);
    }

    private static async Task Answer(Guid id, bool small, HttpContext http, ReadAttachment read)
    {
        var found = await read.Find(new AttachmentId(id), small, http.RequestAborted);
        if (found is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Downloads.AsOwnPicture(http, Path.ChangeExtension(found.Name, ".jpg"), found.ContentType);
        http.Response.ContentLength = found.Length;
        await read.Write(found, http.Response.Body, http.RequestAborted);
    }
}
