using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.CustomerCards;
using Portal.Web.Data;
using Portal.Web.Features.Diagnosis;

namespace Portal.Web.Features.CustomerCards;

/// <summary>The card of a transaction as the shop sees it before handing it over, with the links that are open.</summary>
public sealed class ShowCard(IDbContextFactory<PortalDb> databases, Diagnose diagnose, TimeProvider clock)
{
    /// <param name="LinkUntil">Of the link that was asked about, while it works; null otherwise.</param>
    /// <param name="Open">How many links work.</param>
    public sealed record Shown(CardView Card, DateTimeOffset? LinkUntil, int Open, string TimeZone);

    /// <param name="token">The link just made, whose QR code is to be shown.</param>
    public async Task<Result<Shown>> Run(TransactionId id, string? token, CancellationToken cancel)
    {
        var found = await diagnose.Run(id, cancel);
        if (!found.IsOk) return found.Problem;
        var now = clock.GetUtcNow();
        if (CardView.Of(found.Value, now) is not { } card) return Problem.NotFound;

        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await db.Set<CustomerCard>().AsNoTracking().Where(c => c.TransactionId == id && c.RevokedAt == null && c.ExpiresAt > now)
            .Select(c => new { c.TokenHash, c.ExpiresAt }).ToListAsync(cancel);
        return new Shown(card, open.SingleOrDefault(c => c.TokenHash == CardTokens.HashOf(token))?.ExpiresAt, open.Count, found.Value.Terminal.TimeZone);
    }
}
