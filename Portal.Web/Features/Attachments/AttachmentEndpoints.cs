using Microsoft.Net.Http.Headers;
using Portal.Domain.Attachments;
using Portal.Web.Shared.Viewing;

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

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Its address never shows other bytes, but who may see it can change: the browser keeps it and asks each time.
        headers.CacheControl = "private, no-cache";
        headers.ETag = $"\"{found.Hash}\"";
        if (http.Request.Headers.IfNoneMatch.Contains(headers.ETag.ToString()))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(Path.ChangeExtension(found.Name, ".jpg"));
        headers.ContentDisposition = disposition.ToString();
        http.Response.ContentType = found.ContentType;
        http.Response.ContentLength = found.Length;
        await read.Write(found, http.Response.Body, http.RequestAborted);
    }
}
