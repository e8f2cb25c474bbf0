using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Transactions;
using Portal.Web.Data.Events;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Merchants;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Lookup;

/// <summary>One transaction by the portal's id or the feed's. Another merchant's, another store's or an unregistered terminal's is not found.</summary>
public sealed class FindTransaction(VisibleTerminals terminals, TransactionStore store, ReadLog reads, Viewer viewer)
{
    public sealed record Found(Transaction Transaction, VisibleTerminal Terminal);

    public async Task<Result<Found>> Run(TransactionId id, CancellationToken cancel) =>
        await store.ById(id, cancel) is { } row && await Visible(row, cancel) is { } found ? found : Problem.NotFound;

    /// <summary>The same id may come from several feeds; only what the viewer may see, newest first.</summary>
    public async Task<IReadOnlyList<Found>> ByEventId(string eventId, CancellationToken cancel)
    {
        var found = new List<Found>();
        foreach (var row in await store.ByEventId(eventId, cancel))
            if (await Visible(row, cancel) is { } visible) found.Add(visible);
        return [.. found.OrderByDescending(f => f.Transaction.OccurredAt)];
    }

    private async Task<Found?> Visible(Transaction row, CancellationToken cancel)
    {
        if (await terminals.Of(row.MerchantNumber, row.TerminalNumber, cancel) is not { } terminal) return null;
        await reads.Note(viewer, new(Records.Transaction, row.Id.ToString(), terminal.MerchantId), cancel);
        return new(row, terminal);
    }
}
