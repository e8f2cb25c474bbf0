using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>What a new ticket would be about, and everything the portal knows of it: the page shows it before, the ticket keeps it.</summary>
public sealed class TicketCase(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public sealed record Gathered(TicketAbout About, CaseSnapshot Case);

    /// <returns>Problem not-found for what the viewer may not see; "ticket-merchant-missing" where an API key of all merchants names nothing.</returns>
    public async Task<Result<Gathered>> Gather(TransactionId? transaction, SessionId? session, TerminalId? terminal, CancellationToken cancel)
    {
        if (session is not null || transaction is not null) return Problem.NotFound;

        await using var db = await databases.CreateDbContextAsync(cancel);
        if (terminal is { } chosen)
        {
            var found = await db.Terminals.AsNoTracking().SingleOrDefaultAsync(t => t.Id == chosen, cancel);
            return found is null ? Problem.NotFound : new Gathered(new(found.MerchantId, found.StoreId, found.Id), CaseSnapshot.Nothing);
        }

        if (viewer.Merchant is not { } merchant) return new Problem("ticket-merchant-missing").For("terminal_id");
        // A cashier of one store speaks for that store.
        var store = viewer.Stores is { Count: 1 } only ? only.Single() : (StoreId?)null;
        return new Gathered(new(merchant, store), CaseSnapshot.Nothing);
    }

    /// <summary>The walk ends where the ticket begins; saved with it.</summary>
    public Task HandOver(PortalDb db, SessionId? session, DateTimeOffset now, CancellationToken cancel) => Task.CompletedTask;
}
