using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.CardFindings;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Guarding;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Attachments;

/// <summary>Takes the photos of one message: first all are checked and redrawn, then kept in the same save as the message itself.</summary>
public sealed class KeepPhotos(RedrawPhoto redraw, UploadAllowance allowance, FoundCardData found, Viewer viewer, TimeProvider clock)
{
    /// <summary>Whose message they came with.</summary>
    public sealed record With(MerchantId Merchant, StoreId? Store, TicketId Ticket, int MessageNo, bool ForStaff);

    /// <returns>Problem of the first file that is refused; none is kept then.</returns>
    public async Task<Result<IReadOnlyList<Redrawn>>> Prepare(IReadOnlyList<Upload> uploads, CancellationToken cancel)
    {
        if (uploads.Count > Limits.AttachmentsPerMessage) return new Problem("photo-too-many", Limits.AttachmentsPerMessage).For("photos");

        if (uploads.Count > 0 && await allowance.Take(uploads.Count, cancel) is { IsOk: false } full) return full.Problem;

        var redrawn = new List<Redrawn>();
        foreach (var upload in uploads)
        {
            if (CardNumbers.Contains(upload.Name)) found.Note(CardPlace.FileName, "photos", viewer);
            var one = await redraw.Run(upload, cancel);
            if (!one.IsOk) return one.Problem;
            redrawn.Add(one.Value);
        }

        return redrawn;
    }

    public async Task Add(PortalDb db, IReadOnlyList<Redrawn> photos, With with, CancellationToken cancel)
    {
        foreach (var photo in photos)
        {
            await AddContent(db, photo.Photo.Content, photo.Bytes, cancel);
            await AddContent(db, photo.Photo.Small, photo.SmallBytes, cancel);
            db.Add(new Attachment(new(Guid.CreateVersion7()), with.Merchant, with.Store, with.Ticket, with.MessageNo, with.ForStaff, photo.Photo, clock.GetUtcNow()));
        }
    }

    private static async Task AddContent(PortalDb db, string hash, byte[] bytes, CancellationToken cancel)
    {
        if (db.Set<Content>().Local.Any(c => c.Hash == hash) || await db.Set<Content>().AnyAsync(c => c.Hash == hash, cancel)) return;

        db.Add(new Content { Hash = hash, Length = bytes.Length });
        for (var (no, from) = (0, 0); from < bytes.Length; no++, from += ContentPiece.Size)
            db.Add(new ContentPiece { Hash = hash, No = no, Bytes = bytes[from..Math.Min(bytes.Length, from + ContentPiece.Size)] });
    }
}
