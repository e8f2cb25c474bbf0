using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.CustomerCards;
using Portal.Web.Data;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.CustomerCards;

/// <summary>
/// What a link shows, to whoever has it and whoever else they may be signed in as. It is read in the name of the one shop that handed it out, so it
/// can reach nothing beyond.
/// </summary>
public sealed class OpenCard(Databases databases, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <returns>Null for a link that is unknown, has expired or was stopped: nobody is told which.</returns>
    public async Task<CardView?> Run(string? token, CancellationToken cancel)
    {
        if (CardTokens.HashOf(token) is not { } hash) return null;

        var now = clock.GetUtcNow();
        await using var db = databases.For(Viewer.Portal);
        var card = await db.Set<CustomerCard>().AsNoTracking().SingleOrDefaultAsync(c => c.TokenHash == hash, cancel);
        if (card is null || !card.IsOpen(now)) return null;

        await using var shop = scopes.CreateAsyncScope();
        shop.ServiceProvider.GetRequiredService<ViewerInScope>().Viewer = new Viewer { Name = "", Merchant = card.MerchantId, Stores = new HashSet<StoreId> { card.StoreId } };
        var found = await shop.ServiceProvider.GetRequiredService<Diagnose>().Run(card.TransactionId, cancel);
        return found.IsOk ? CardView.Of(found.Value, now) : null;
    }
}
