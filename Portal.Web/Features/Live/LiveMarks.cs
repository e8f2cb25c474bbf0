using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tickets;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Data.Transactions;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Live;

/// <summary>
/// Numbers that are others as soon as what is watched changed. Read from the database, so that what another node or <c>./run import</c> wrote is seen
/// too. Who may watch is decided before, by <see cref="FindWatched"/>; a number tells nothing.
/// </summary>
public sealed class LiveMarks(DatabaseChoice databases, TerminalMarks terminals, TransactionStore store, TimeProvider clock)
{
    /// <summary>"57" or "3.57": the numbers of everything a page watches, as one word.</summary>
    public static string Join(IReadOnlyList<Watched> watched, IReadOnlyDictionary<Watched, long> marks) =>
        string.Join('.', watched.Select(w => marks.GetValueOrDefault(w).ToString(CultureInfo.InvariantCulture)));

    public async Task<IReadOnlyDictionary<Watched, long>> Read(IReadOnlyCollection<Watched> watched, CancellationToken cancel)
    {
        var marks = new Dictionary<Watched, long>(watched.Count);
        await ReadTerminals([.. watched.OfType<Watched.OfTerminal>()], marks, cancel);

        var sessions = watched.OfType<Watched.OfSession>().Select(s => s.Session).ToList();
        var tickets = watched.OfType<Watched.OfTicket>().Select(t => t.Ticket).ToList();
        if (sessions.Count + tickets.Count == 0) return marks;

        await using var db = databases.Open(Viewer.Portal, clock);
        if (sessions.Count > 0)
            foreach (var session in await db.Set<TroubleshootingSession>().Where(s => sessions.Contains(s.Id)).Select(s => new { s.Id, s.Version }).ToListAsync(cancel))
                marks[new Watched.OfSession(session.Id)] = session.Version;

        // What the merchant can see of a ticket: what both sides said, and how it stands. Notes of the desk move nothing here.
        if (tickets.Count > 0)
            foreach (var ticket in await db.Set<Ticket>().Where(t => tickets.Contains(t.Id)).Select(t => new { t.Id, t.LastMerchantNo, t.LastAgentNo, t.Status }).ToListAsync(cancel))
                marks[new Watched.OfTicket(ticket.Id)] = Math.Max(ticket.LastMerchantNo, ticket.LastAgentNo) * 10L + (int)ticket.Status;
        return marks;
    }

    private async Task ReadTerminals(IReadOnlyList<Watched.OfTerminal> watched, Dictionary<Watched, long> marks, CancellationToken cancel)
    {
        var numbers = new Dictionary<TerminalNo, Watched>(watched.Count);
        foreach (var terminal in watched)
            if (await store.NumberOf(terminal.MerchantNumber, terminal.TerminalNumber, cancel) is { } number) numbers[number] = terminal;
        foreach (var (number, mark) in await terminals.Read(numbers.Keys, cancel)) marks[numbers[number]] = mark;
    }
}
