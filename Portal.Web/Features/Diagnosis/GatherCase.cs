using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Data;
using Portal.Web.Data.Transactions;
using Portal.Web.Features.Merchants;
using Portal.Web.Features.Playbooks;
using Portal.Web.Hosting;

namespace Portal.Web.Features.Diagnosis;

/// <summary>A case file, and where the terminal stands.</summary>
public sealed record Gathered(CaseFile File, VisibleTerminal Terminal);

/// <summary>Collects every fact about one transaction, or about a terminal whose sale left no record, once. Only what the viewer may see is found.</summary>
public sealed class GatherCase(
    VisibleTerminals terminals, TransactionStore store, NewestFirmware firmware, PortalDb db, Knowledge knowledge,
    IOptions<PortalOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(60), After = TimeSpan.FromHours(24), Around = TimeSpan.FromMinutes(30);

    /// <summary>More terminals than this in one shop are not looked at: the first ones tell enough.</summary>
    private const int StoreTerminals = 40;

    /// <returns>Problem not-found also for another merchant's, another store's and an unregistered terminal's transaction.</returns>
    public async Task<Result<Gathered>> Run(TransactionId id, CancellationToken cancel)
    {
        if (await store.ById(id, cancel) is not { } sale) return Problem.NotFound;
        if (await terminals.Of(sale.MerchantNumber, sale.TerminalNumber, cancel) is not { } terminal) return Problem.NotFound;

        var file = await Collect(sale, terminal, cancel) with { Related = await store.Related(sale, cancel) };
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
        return new Gathered(await Collect(standIn, terminal, cancel) with { Symptom = symptom, DataUntil = await HeardUntil(number.Merchant, number.Terminal, cancel) }, terminal);
    }

    /// <summary>How far the feed that last spoke of this terminal has told us; long ago where none did in a week.</summary>
    private async Task<DateTimeOffset> HeardUntil(string merchant, string terminal, CancellationToken cancel)
    {
        if (await store.NumberOf(merchant, terminal, cancel) is not { } number) return default;
        var now = clock.GetUtcNow();
        var last = (await store.Near([number], now.AddDays(-7), now.AddMinutes(Limits.ClockDriftMinutes), 1, cancel)).MaxBy(row => row.OccurredAt);
        return last is null ? default : await store.DataUntil(last.Feed, cancel) ?? default;
    }

    private async Task<CaseFile> Collect(Transaction sale, VisibleTerminal terminal, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var registered = await db.Terminals.AsNoTracking().SingleAsync(t => t.Id == terminal.Id, cancel);
        var codes = await knowledge.ResponseCodes(cancel);
        var number = await store.NumberOf(sale.MerchantNumber, sale.TerminalNumber, cancel);
        var (fine, failing) = await OtherTerminals(sale, terminal, cancel);

        return new CaseFile
        {
            Transaction = sale,
            // Also what a clock that runs ahead dates later than now.
            SameTerminal = number is { } own ? await store.SameTerminal(own, sale.OccurredAt - Before, sale.OccurredAt + After, cancel) : [],
            StoreTerminalsFine = fine,
            StoreTerminalsFailing = failing,
            Elsewhere = sale is { ResponseCode: { } code, Outcome: not Outcome.Approved }
                ? await store.CodeElsewhere(sale.Scheme, code, sale.MerchantNumber, sale.OccurredAt - Around, sale.OccurredAt + Around, cancel)
                : new(0, 0, 0, 0),
            Terminal = registered,
            Merchant = await db.Merchants.AsNoTracking().SingleOrDefaultAsync(m => m.Id == terminal.MerchantId, cancel),
            Code = sale.ResponseCode is { } responseCode ? codes.Find(sale.Scheme, responseCode) : null,
            Advice = codes.FindAdvice(sale.Scheme, sale.AdviceCode),
            Codes = codes,
            LastApprovalAt = number is { } no ? await store.LastApproval(no, sale.OccurredAt, cancel) : null,
            NewestFirmware = await firmware.Of(registered.Model, cancel),
            TimeZone = terminal.TimeZone,
            DataUntil = await store.DataUntil(sale.Feed, cancel) ?? now,
            FeedDelay = TimeSpan.FromHours(options.Value.FeedDelayHours),
            RecordDelay = TimeSpan.FromMinutes(options.Value.RecordDelayMinutes),
        };
    }

    /// <summary>The shop's other terminals in the half hour around: how many had an approval, how many only failures.</summary>
    private async Task<(int Fine, int Failing)> OtherTerminals(Transaction sale, VisibleTerminal terminal, CancellationToken cancel)
    {
        var numbers = await db.Terminals.Where(t => t.StoreId == terminal.StoreId && t.Id != terminal.Id)
            .OrderBy(t => t.Number).Take(StoreTerminals).Select(t => t.Number).ToListAsync(cancel);
        var known = new List<TerminalNo>();
        foreach (var number in numbers)
            if (await store.NumberOf(terminal.MerchantNumber, number, cancel) is { } no) known.Add(no);
        if (known.Count == 0) return (0, 0);

        var rows = await store.Near(known, sale.OccurredAt - Around, sale.OccurredAt + Around, 50, cancel);
        var byTerminal = rows.Where(r => r.IsMoney).GroupBy(r => r.TerminalNumber).ToList();
        return (
            byTerminal.Count(t => t.Any(r => r.Outcome == Outcome.Approved)),
            byTerminal.Count(t => t.All(r => r.Outcome != Outcome.Approved) && t.Any(r => r.Outcome == Outcome.Declined)));
    }
}
