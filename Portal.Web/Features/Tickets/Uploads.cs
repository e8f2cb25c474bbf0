using Portal.Domain.Common;
using Portal.Web.Features.Attachments;

namespace Portal.Web.Features.Tickets;

/// <summary>The files of a posted form. A browser sends one empty file where none was chosen.</summary>
internal static class Uploads
{
    public const string Field = "photos";

    /// <summary>Room for five photos of twice the size: what is too big by less than that is answered in words.</summary>
    public const long RequestBytes = Limits.UploadRequestBytes;

    public static IReadOnlyList<Upload> Of(IFormCollection form) =>
        [.. form.Files.GetFiles(Field).Where(f => f.Length > 0 || f.FileName.Length > 0).Select(f => new Upload(f.FileName, f.Length, f.OpenReadStream))];
}
