using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Web.Data;

namespace Portal.Web.Features.Attachments;

/// <summary>Bytes no photo shows any more.</summary>
internal static class UnusedContents
{
    private const int AtOnce = 1_000;

    public static async Task Remove(PortalDb db, CancellationToken cancel)
    {
        var unused = await db.Set<Content>().Where(c => !db.Set<Attachment>().Any(a => a.Content == c.Hash || a.Small == c.Hash)).Select(c => c.Hash).Take(AtOnce).ToListAsync(cancel);
        await db.Set<ContentPiece>().Where(p => unused.Contains(p.Hash)).ExecuteDeleteAsync(cancel);
        await db.Set<Content>().Where(c => unused.Contains(c.Hash)).ExecuteDeleteAsync(cancel);
    }
}
