using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Transactions.Lookup;
using Portal.Web.Data.Events;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Merchants;
using Portal.Web.Hosting;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Lookup;

/// <summary>The lookup: what a person typed, through the terminals the viewer may see, best match first.</summary>
public sealed class FindTransactions(VisibleTerminals terminals, TransactionStore store, IOptions<PortalOptions> options, ReadLog reads, Viewer viewer, TimeProvider clock)
{
    /// <summary>Without a terminal named, at most so many are looked through.</summary>
    private const int MostTerminals = 300;

    private const int MostPerTerminal = 500;

    /// <param name="Terminals">Those looked through; empty where the viewer has none like the one named.</param>
    /// <param name="Zone">IANA zone the times were read in: the store's.</param>
    public sealed record Found(
        TransactionCriteria Criteria, IReadOnlyList<Problem> Problems, IReadOnlyList<Candidate> Items, IReadOnlyList<VisibleTerminal> Terminals, string Zone)
    {
        /// <summary>The registration of an item's terminal.</summary>
        public VisibleTerminal TerminalOf(Candidate item) => Terminals.First(
            t => t.Number == item.Transaction.TerminalNumber && t.MerchantNumber == item.Transaction.MerchantNumber);
    }

    /// <param name="all">Every terminal the viewer may see, where the caller has them already.</param>
    public async Task<Found> Run(TransactionCriteria.Typed typed, CancellationToken cancel, IReadOnlyList<VisibleTerminal>? all = null)
    {
        var now = clock.GetUtcNow();
        // Which terminals first: their store says in which zone a time was meant.
        var named = TransactionCriteria.Parse(typed with { At = null }, TimeZoneInfo.Utc, now).Criteria.Terminal;
        var refused = !string.IsNullOrWhiteSpace(typed.Terminal) && named is null;
        var visible = refused ? [] : await Meant(named, all, cancel);
        var zone = visible.Count > 0 ? visible[0].TimeZone : options.Value.TimeZone;
        var read = TransactionCriteria.Parse(typed, Times.Zone(zone), now);

        var problems = read.Problems.ToList();
        if (visible.Count > MostTerminals) problems.Add(new Problem("lookup.terminal-needed").For("terminal"));
        if (problems.Count > 0) return new(read.Criteria, problems, [], visible, zone);

        var numbers = new List<TerminalNo>(visible.Count);
        foreach (var terminal in visible)
            if (await store.NumberOf(terminal.MerchantNumber, terminal.Number, cancel) is { } number) numbers.Add(number);

        var rows = await store.Near(numbers, read.Criteria.From, read.Criteria.To, MostPerTerminal, cancel);
        var found = new Found(read.Criteria, [], RankCandidates.Rank(read.Criteria, rows), visible, zone);
        if (ReadLog.Concerns(viewer)) await Note(found, cancel);
        return found;
    }

    private async Task Note(Found found, CancellationToken cancel)
    {
        foreach (var terminal in found.Items.Take(Limits.LookupCandidates).Select(found.TerminalOf).Distinct())
            await reads.Note(viewer, new(Records.Terminal, terminal.Number, terminal.MerchantId), cancel);
    }

    private async Task<IReadOnlyList<VisibleTerminal>> Meant(string? named, IReadOnlyList<VisibleTerminal>? all, CancellationToken cancel)
    {
        if (all is not null) return named is null ? all : VisibleTerminals.Called(named, all);
        return named is null ? await terminals.All(MostTerminals + 1, cancel) : await terminals.Called(named, MostTerminals, cancel);
    }
}
