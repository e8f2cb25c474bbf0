using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Domain.Transactions.Lookup;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Lookup;

/// <summary>Everything the lookup page shows for one address: terminals to choose from, what was found, what could not be read.</summary>
public sealed class LookUp(VisibleTerminals terminals, FindTransactions find, Knowledge knowledge, Viewer viewer)
{
    /// <summary>More are not listed; their number is typed.</summary>
    public const int MostListed = 60;

    private const int MostShown = 8;
    private const int Latest = 5;

    /// <param name="Code">Of what failed; null where it must not be seen over a counter.</param>
    public sealed record Hit(Candidate Candidate, VisibleTerminal Terminal, string? Code, bool IsBest = false);

    /// <param name="Choices">Empty for staff and where there are too many to list.</param>
    /// <param name="Chosen">The one terminal the address means, if it means one.</param>
    /// <param name="Found">Null where nothing was searched.</param>
    public sealed record View(
        IReadOnlyList<VisibleTerminal> Choices, VisibleTerminal? Chosen, FindTransactions.Found? Found, IReadOnlyList<Hit> Items, IReadOnlyList<Problem> Problems)
    {
        public Problem? For(string field) => Problems.FirstOrDefault(p => p.Field == field);

        public bool HasStores => Choices.Select(c => c.StoreId).Distinct().Count() > 1;
    }

    /// <param name="order">Puts the choices in order: last used first.</param>
    public async Task<View> Run(LookupQuery query, Func<IReadOnlyList<VisibleTerminal>, IReadOnlyList<VisibleTerminal>> order, CancellationToken cancel)
    {
        var all = viewer.SeesAllMerchants ? [] : await terminals.All(MostListed + 1, cancel);
        var isComplete = !viewer.SeesAllMerchants && all.Count <= MostListed;
        var choices = order(isComplete ? all : []);
        var refused = query.Refused is null ? [] : new[] { new Problem("lookup.card-number").For(query.Refused) };

        if (query.IsEmpty)
        {
            var last = choices is [var newest, ..] ? newest : null;
            if (viewer.SeesAllMerchants || all.Count == 0 || refused.Length > 0) return new(choices, last, null, [], refused);
            var latest = await find.Run(new TransactionCriteria.Typed(Terminal: last?.Number), cancel, isComplete ? all : null);
            return new(choices, last, latest, await Hits(latest, latest.Items.Take(Latest), cancel), []);
        }

        var found = await find.Run(query.Typed, cancel, isComplete ? all : null);
        var meant = found.Terminals.Where(t => query.Merchant is null || t.MerchantNumber == query.Merchant.Trim()).ToList();
        var chosen = query.Terminal is not null && meant.Count == 1 ? meant[0] : null;
        var problems = refused.Concat(found.Problems).ToList();
        if (found.Terminals.Count == 0 && query.Terminal is not null && problems.All(p => p.Field != "terminal"))
            problems.Add(new Problem("lookup.terminal").For("terminal"));
        else if (meant.Count == 0 && query.Merchant is not null)
            problems.Add(new Problem("lookup.merchant").For("merchant"));

        var items = found.Items.Where(i => meant.Exists(t => t.Number == i.Transaction.TerminalNumber && t.MerchantNumber == i.Transaction.MerchantNumber));
        return new(choices, chosen, problems.Count > 0 ? null : found, MarkBest(await Hits(found, items.Take(MostShown), cancel)), problems);
    }

    private async Task<IReadOnlyList<Hit>> Hits(FindTransactions.Found found, IEnumerable<Candidate> items, CancellationToken cancel)
    {
        var codes = await knowledge.ResponseCodes(cancel);
        return [.. items.Select(item => new Hit(item, found.TerminalOf(item), ShownCode(item.Transaction, codes)))];
    }

    /// <summary>Several tries at one sale fit equally well and lead to one verdict: then the first of them is as good as the best.</summary>
    private static IReadOnlyList<Hit> MarkBest(IReadOnlyList<Hit> hits)
    {
        if (hits is not [var first, ..]) return hits;
        var facts = Facts(first);
        var isBest = first.Candidate.IsBest
            || facts.Count > 0 && hits.Skip(1).Where(h => Facts(h).SequenceEqual(facts)).All(h => SameSale.IsSame(first.Candidate.Transaction, h.Candidate.Transaction));
        return isBest ? [first with { IsBest = true }, .. hits.Skip(1)] : hits;
    }

    private static List<string> Facts(Hit hit) => [.. hit.Candidate.Match.Where(m => m is MatchReasons.SameAmount or MatchReasons.Last4)];

    private static string? ShownCode(Transaction row, ResponseCodeCatalogue codes) =>
        row is { ResponseCode: { } code, Outcome: not Outcome.Approved } && codes.Find(row.Scheme, code) is { IsApproval: false, Sensitive: false } ? code : null;
}
