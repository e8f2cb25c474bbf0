using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Attachments;

/// <summary>Finds a photo through what the viewer may see and hands its bytes over piece by piece.</summary>
public sealed class ReadAttachment(IDbContextFactory<PortalDb> databases, Viewer viewer, ReadLog reads)
{
    public sealed record Found(string Name, string ContentType, string Hash, int Length);

    public async Task<Found?> Find(AttachmentId id, bool small, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var staff = viewer.May(Permission.WorkDesk);
        var photo = await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && (staff || !a.IsForStaff), cancel);
        if (photo is null) return null;

        // The small pictures come with the ticket, which is taken down itself.
        if (!small) await reads.Note(viewer, new(Records.Photo, id.Value.ToString(), photo.MerchantId), cancel);
        var hash = small ? photo.Small : photo.Content;
        var length = await db.Set<Content>().Where(c => c.Hash == hash).Select(c => c.Length).SingleAsync(cancel);
        return new(photo.Name, photo.ContentType, hash, length);
    }

    public async Task Write(Found found, Stream to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var pieces = (found.Length + ContentPiece.Size - 1) / ContentPiece.Size;
        for (var no = 0; no < pieces; no++)
        {
            var bytes = await db.Set<ContentPiece>().AsNoTracking().Where(p => p.Hash == found.Hash && p.No == no).Select(p => p.Bytes).SingleAsync(cancel);
            await to.WriteAsync(bytes, cancel);
        }
    }
}
