using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.CustomerCards;
using Portal.Web.Data;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.CustomerCards;

/// <summary>Makes a link for the customer of a transaction the viewer may see, and tells its token, the only time it is known.</summary>
public sealed class MakeCard(IDbContextFactory<PortalDb> databases, Diagnose diagnose, Viewer viewer, Turns turns, TimeProvider clock)
{
    /// <returns>Problem not-found, or card-too-many.</returns>
    public async Task<Result<string>> Run(TransactionId id, CancellationToken cancel)
    {
        var found = await diagnose.Run(id, cancel);
        if (!found.IsOk) return found.Problem;
        if (!CardView.IsFor(found.Value.File.Transaction)) return Problem.NotFound;

        var now = clock.GetUtcNow();
        using var turn = await turns.Wait($"cards {id}", cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await db.Set<CustomerCard>().CountAsync(c => c.TransactionId == id && c.RevokedAt == null && c.ExpiresAt > now, cancel);
        if (open >= Limits.CustomerCardsOpen) return new Problem("card-too-many", Limits.CustomerCardsOpen);

        var token = CardTokens.New();
        var terminal = found.Value.Terminal;
        db.Add(new CustomerCard(Guid.CreateVersion7(), terminal.MerchantId, terminal.StoreId, id, CardTokens.HashOf(token)!, viewer.UserId, now));
        await db.SaveChangesAsync(cancel);
        return token;
    }
}
