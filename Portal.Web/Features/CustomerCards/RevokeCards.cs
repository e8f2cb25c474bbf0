using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.CustomerCards;
using Portal.Web.Data;

namespace Portal.Web.Features.CustomerCards;

/// <summary>Stops every link of a transaction that the viewer may see.</summary>
public sealed class RevokeCards(IDbContextFactory<PortalDb> databases, TimeProvider clock)
{
    /// <returns>Problem not-found where there is none to stop.</returns>
    public async Task<Result> Run(TransactionId id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var cards = await db.Set<CustomerCard>().Where(c => c.TransactionId == id && c.RevokedAt == null).ToListAsync(cancel);
        if (cards.Count == 0) return Problem.NotFound;

        foreach (var card in cards) card.Revoke(clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody stopped them at the same moment: once is enough, and here was none left to stop.
            return Problem.NotFound;
        }

        return Result.Ok;
    }
}
