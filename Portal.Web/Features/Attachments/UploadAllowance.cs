using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Attachments;

/// <summary>How many photos one person may still send, and whether the merchant has room for them. What was typed beside them stays on the form.</summary>
public sealed class UploadAllowance(Databases databases, Viewer viewer, RateLimits limits)
{
    /// <returns>Problems photo-too-often (minutes to wait), photo-no-room.</returns>
    public async Task<Result> Take(int count, CancellationToken cancel)
    {
        var who = viewer.UserId?.Value.ToString() ?? viewer.Name;
        var wait = limits.Take(nameof(RateLimitOptions.Uploads), limits.Options.Uploads, who, count)
            ?? limits.Take(nameof(RateLimitOptions.UploadsADay), limits.Options.UploadsADay, who, count);
        if (wait is { } still) return new Problem("photo-too-often", Math.Max(1, (int)Math.Ceiling(still.TotalMinutes))).For("photos");
        if (viewer.Merchant is null) return Result.Ok;

        // A cashier counts what the whole merchant has, not only the shop.
        await using var db = databases.For(viewer with { Stores = null });
        return await db.Set<Attachment>().SumAsync(a => (long)a.Length, cancel) >= Limits.MerchantAttachmentBytes ? new Problem("photo-no-room").For("photos") : Result.Ok;
    }
}
