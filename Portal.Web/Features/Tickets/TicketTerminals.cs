using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;

namespace Portal.Web.Features.Tickets;

/// <summary>A terminal by its number (DE41), among those the viewer may see.</summary>
public sealed class TicketTerminals(IDbContextFactory<PortalDb> databases)
{
    public async Task<TerminalId?> Find(string number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var upper = number.Trim().ToUpperInvariant();
        return await db.Terminals.Where(t => t.Number == upper).OrderBy(t => t.Id).Select(t => (TerminalId?)t.Id).FirstOrDefaultAsync(cancel);
    }
}
