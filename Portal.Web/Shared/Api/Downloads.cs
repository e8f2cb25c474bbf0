using Microsoft.Net.Http.Headers;
using Portal.Web.Hosting;

namespace Portal.Web.Shared.Api;

/// <summary>The one way bytes leave as a file: named by RFC 6266, never guessed at, in a sandbox, kept by nobody, as a whole.</summary>
public static class Downloads
{
    /// <summary>Before the first byte is written. Saved, not shown: whatever is in it never runs on the portal's pages.</summary>
    public static void AsFile(HttpContext http, string name, string contentType) => Prepare(http, "attachment", name, contentType);

    /// <summary>Only for pictures that the portal itself has drawn anew.</summary>
    public static void AsOwnPicture(HttpContext http, string name, string contentType) => Prepare(http, "inline", name, contentType);

    private static void Prepare(HttpContext http, string how, string name, string contentType)
    {
        SecurityHeaders.Put(http, Zone.File);
        var headers = http.Response.Headers;
        var disposition = new ContentDispositionHeaderValue(how);
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        headers.ContentType = contentType;
        headers.CacheControl = "private, no-store";
        // A part of a file is never asked for; a client that does gets all of it.
        headers.AcceptRanges = "none";
    }
}
