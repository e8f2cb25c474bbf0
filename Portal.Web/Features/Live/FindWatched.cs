using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Merchants;

namespace Portal.Web.Features.Live;

/// <summary>What a page of this kind watches; null where the viewer may not see it: another merchant's and another store's do not exist.</summary>
public sealed class FindWatched(PortalDb db, VisibleTerminals terminals, TransactionStore store)
{
    public const string Transaction = "transaction", Session = "session", Ticket = "ticket", Terminal = "terminal";

    public async Task<IReadOnlyList<Watched>?> Run(string kind, string id, CancellationToken cancel) => kind switch
    {
        Transaction => await OfTransaction(id, cancel),
        Session => Guid.TryParse(id, out var session) ? await OfSession(new(session), cancel) : null,
        Ticket => TicketNumber.Read(id) is { } number ? await OfTicket(number, cancel) : null,
        Terminal => Guid.TryParse(id, out var terminal) ? await OfTerminal(new(terminal), cancel) : null,
        _ => null,
    };

    private async Task<IReadOnlyList<Watched>?> OfTransaction(string id, CancellationToken cancel)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        if (await store.ById(new(number), cancel) is not { } sale) return null;
        return await terminals.Of(sale.MerchantNumber, sale.TerminalNumber, cancel) is null ? null : [new Watched.OfTerminal(sale.MerchantNumber, sale.TerminalNumber)];
    }

    private async Task<IReadOnlyList<Watched>?> OfSession(SessionId id, CancellationToken cancel)
    {
        var terminal = await db.Set<TroubleshootingSession>().Where(s => s.Id == id).Select(s => s.TerminalId).ToListAsync(cancel);
        if (terminal.Count == 0) return null;
        IReadOnlyList<Watched> there = terminal[0] is { } known ? await OfTerminal(known, cancel) ?? [] : [];
        return [new Watched.OfSession(id), .. there];
    }

    private async Task<IReadOnlyList<Watched>?> OfTicket(int number, CancellationToken cancel)
    {
        var found = await db.Set<Ticket>().Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(cancel);
        return found is { } ticket ? [new Watched.OfTicket(ticket)] : null;
    }

    private async Task<IReadOnlyList<Watched>?> OfTerminal(TerminalId id, CancellationToken cancel)
    {
        var found = await db.Terminals.Where(t => t.Id == id)
            .Join(db.Merchants, t => t.MerchantId, m => m.Id, (t, m) => new Watched.OfTerminal(m.Number, t.Number)).SingleOrDefaultAsync(cancel);
        return found is null ? null : [found];
    }
}
