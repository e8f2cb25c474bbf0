using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Diagnosis;

/// <summary>A case file, and where the terminal stands.</summary>
public sealed record Gathered(CaseFile File, VisibleTerminal Terminal);

/// <summary>Collects every fact about one transaction, or about a terminal whose sale left no record, once. Only what the viewer may see is found.</summary>
public sealed class GatherCase(
    VisibleTerminals terminals, TransactionStore store, TrafficCounts traffic, NewestFirmware firmware, PortalDb db, Knowledge knowledge,
    IOptions<PortalOptions> options, ReadLog reads, Viewer viewer, TimeProvider clock)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(60), After = TimeSpan.FromHours(24), Around = TimeSpan.FromMinutes(30);

    /// <returns>Problem not-found also for another merchant's, another store's and an unregistered terminal's transaction.</returns>
    public async Task<Result<Gathered>> Run(TransactionId id, CancellationToken cancel)
    {
        if (await store.ById(id, cancel) is not { } sale) return Problem.NotFound;
        if (await terminals.Of(sale.MerchantNumber, sale.TerminalNumber, cancel) is not { } terminal) return Problem.NotFound;

        await reads.Note(viewer, new(Records.Transaction, id.ToString(), terminal.MerchantId), cancel);
        var feeds = await store.Feeds(cancel);
        var file = await Collect(sale, terminal, feeds, cancel) with { Related = await store.Related(sale, feeds, cancel) };
        return new Gathered(file with { Original = await OriginalOf(file, cancel) }, terminal);
    }

    /// <summary>A reversal is judged by the case of the sale it takes back, so that both their pages say the same.</summary>
    private async Task<CaseFile?> OriginalOf(CaseFile file, CancellationToken cancel)
    {
        var reversal = file.Transaction;
        return reversal.Type == TransactionType.Reversal
            && file.Related.FirstOrDefault(row => row.Type != TransactionType.Reversal && Reversals.Names(reversal, row)) is { } original
            && await Run(original.Id, cancel) is { IsOk: true, Value: { } gathered } ? gathered.File : null;
    }

    /// <summary>No record was found: the terminal, and what its screen showed at that time.</summary>
    public async Task<Result<Gathered>> Run(TerminalId id, string symptom, DateTimeOffset at, CancellationToken cancel)
    {
        var number = await db.Terminals.Where(t => t.Id == id)
            .Join(db.Merchants, t => t.MerchantId, m => m.Id, (t, m) => new { Terminal = t.Number, Merchant = m.Number }).SingleOrDefaultAsync(cancel);
        if (number is null || await terminals.Of(number.Merchant, number.Terminal, cancel) is not { } terminal) return Problem.NotFound;

        var standIn = new Transaction
        {
            MerchantNumber = number.Merchant,
            TerminalNumber = number.Terminal,
            OccurredAt = at,
            Type = TransactionType.Sale,
            SentOutcome = Outcome.Unknown,
        };
        var feeds = await store.Feeds(cancel);
        var file = await Collect(standIn, terminal, feeds, cancel);
        return new Gathered(file with { Symptom = symptom, DataUntil = await HeardUntil(number.Merchant, number.Terminal, feeds, cancel) }, terminal);
    }

    /// <summary>How far the feed that last spoke of this terminal has told us; long ago where none did in a week.</summary>
    private async Task<DateTimeOffset> HeardUntil(string merchant, string terminal, IReadOnlyList<FeedState> feeds, CancellationToken cancel)
    {
        if (await store.NumberOf(merchant, terminal, cancel) is not { } number) return default;
        var now = clock.GetUtcNow();
        var last = (await store.Near([number], now.AddDays(-7), now.AddMinutes(Limits.ClockDriftMinutes), 1, cancel)).MaxBy(row => row.OccurredAt);
        return feeds.FirstOrDefault(f => f.Name == last?.Feed)?.DataUntil ?? default;
    }

    private async Task<CaseFile> Collect(Transaction sale, VisibleTerminal terminal, IReadOnlyList<FeedState> feeds, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var registered = await db.Terminals.AsNoTracking().Where(t => t.Id == terminal.Id)
            .Join(db.Merchants, t => t.MerchantId, m => m.Id, (t, m) => new { Terminal = t, Merchant = m }).SingleAsync(cancel);
        var codes = await knowledge.ResponseCodes(cancel);
        var number = await store.NumberOf(sale.MerchantNumber, sale.TerminalNumber, cancel);
        var (fine, failing) = await OtherTerminals(sale, terminal, cancel);

        return new CaseFile
        {
            Transaction = sale,
            // Also what a clock that runs ahead dates later than now.
            SameTerminal = number is { } own ? await store.SameTerminal(own, sale, sale.OccurredAt - Before, sale.OccurredAt + After, cancel) : [],
            StoreTerminalsFine = fine,
            StoreTerminalsFailing = failing,
            Elsewhere = sale.Id == default ? CodeElsewhere.NotCompared : await traffic.Compare(sale, feeds.Count > 0 ? feeds.Max(f => f.DataUntil) : now, cancel),
            Terminal = registered.Terminal,
            Merchant = registered.Merchant,
            Code = sale.ResponseCode is { } responseCode ? codes.Find(sale.Scheme, responseCode) : null,
            Advice = codes.FindAdvice(sale.Scheme, sale.AdviceCode),
            Codes = codes,
            LastApprovalAt = number is { } no ? await store.LastApproval(no, sale.OccurredAt, cancel) : null,
            NewestFirmware = await firmware.Of(registered.Terminal.Model, cancel),
            TimeZone = terminal.TimeZone,
            DataUntil = feeds.FirstOrDefault(f => f.Name == sale.Feed)?.DataUntil ?? now,
            FeedDelay = TimeSpan.FromHours(options.Value.FeedDelayHours),
            RecordDelay = TimeSpan.FromMinutes(options.Value.RecordDelayMinutes),
            CutOver = new(options.Value.CutOverFrom, options.Value.CutOverTo),
        };
    }

    /// <summary>Other terminals in the half hour around, those of the shop first: how many had an approval, how many only failures.</summary>
    private async Task<(int Fine, int Failing)> OtherTerminals(Transaction sale, VisibleTerminal terminal, CancellationToken cancel)
    {
        var numbers = await db.Terminals.Where(t => t.MerchantId == terminal.MerchantId && t.Id != terminal.Id)
            .OrderBy(t => t.StoreId == terminal.StoreId ? 0 : 1).ThenBy(t => t.Number).Take(TransactionStore.OtherTerminals).Select(t => t.Number).ToListAsync(cancel);
        return await store.Working(
            await store.NumbersOf(terminal.MerchantNumber, numbers, cancel), sale.ResponseCode, sale.OccurredAt - Around, sale.OccurredAt + Around, cancel);
    }
}
