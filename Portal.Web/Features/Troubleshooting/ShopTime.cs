using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Merchants;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>How far a shop has gone on taking payments: ten minutes in which nobody paid anywhere tell nothing about one terminal.</summary>
public sealed class ShopTime(PortalDb db, TransactionStore store, TimeProvider clock)
{
    private const int Terminals = 40;

    /// <summary>Time of the newest payment on any terminal of the shop since then; null where there was none.</summary>
    public async Task<DateTimeOffset?> Until(VisibleTerminal terminal, DateTimeOffset since, CancellationToken cancel)
    {
        var numbers = await db.Terminals.Where(t => t.StoreId == terminal.StoreId).OrderBy(t => t.Number).Take(Terminals).Select(t => t.Number).ToListAsync(cancel);
        var known = new List<TerminalNo>();
        foreach (var number in numbers)
            if (await store.NumberOf(terminal.MerchantNumber, number, cancel) is { } no) known.Add(no);

        var rows = await store.Near(known, since, clock.GetUtcNow().AddMinutes(Limits.ClockDriftMinutes), 20, cancel);
        return rows.Where(r => r.IsMoney).Max(r => (DateTimeOffset?)r.OccurredAt);
    }
}
