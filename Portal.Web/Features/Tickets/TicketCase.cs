using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Tickets;
using Portal.Domain.Transactions;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Features.Troubleshooting;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>What a new ticket would be about, and everything the portal knows of it: the page shows it before, the ticket keeps it.</summary>
public sealed class TicketCase(
    IDbContextFactory<PortalDb> databases, Viewer viewer, WalkForTicket walk, Diagnose diagnose, EscalateSession escalate, DiagnosisTexts texts, TimeProvider clock)
{
    private const int MostCauses = 5, CausesWithLessons = 3, MostDots = 60;
    private const double WorthNaming = 0.02;
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    public sealed record Gathered(TicketAbout About, CaseSnapshot Case);

    /// <returns>Problem not-found for what the viewer may not see; "ticket-merchant-missing" where an API key of all merchants names nothing.</returns>
    public async Task<Result<Gathered>> Gather(TransactionId? transaction, SessionId? session, TerminalId? terminal, CancellationToken cancel)
    {
        if (session is { } walked) return await FromSession(walked, cancel);
        if (transaction is { } sale) return await FromTransaction(sale, cancel);

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

    /// <summary>The walk ends where the ticket begins. Doing it twice changes nothing.</summary>
    public Task<Result> HandOver(SessionId session, CancellationToken cancel) => escalate.Run(session, cancel);

    private async Task<Result<Gathered>> FromSession(SessionId id, CancellationToken cancel)
    {
        var found = await walk.Run(id, cancel);
        if (!found.IsOk) return found.Problem;

        var summary = found.Value;
        var steps = summary.Steps.Where(s => !s.Superseded).Select(s => new CaseStep(s.Title, s.Answer, s.At));
        return new Gathered(
            new(summary.Merchant, summary.Store, summary.Terminal, summary.Transaction, id),
            Snapshot(summary.File, summary.Verdict, summary.Evidence, summary.Suspected, summary.Lessons) with { Symptom = summary.Symptom, Steps = [.. steps] });
    }

    private async Task<Result<Gathered>> FromTransaction(TransactionId id, CancellationToken cancel)
    {
        var found = await diagnose.Run(id, cancel);
        if (!found.IsOk) return found.Problem;

        var (file, diagnosed, terminal) = (found.Value.File, found.Value.Diagnosed, found.Value.Terminal);
        var suspected = diagnosed.Causes.Where(b => b.Probability >= WorthNaming).ToList();
        IReadOnlyList<string> lessons = [.. suspected.Take(CausesWithLessons).SelectMany(b => b.Cause!.Lessons).Distinct()];
        return new Gathered(
            new(terminal.MerchantId, terminal.StoreId, terminal.Id, id), Snapshot(file, diagnosed.Verdict, diagnosed.Evidence, suspected, lessons));
    }

    private CaseSnapshot Snapshot(CaseFile file, Verdict verdict, IReadOnlyList<Evidence> evidence, IReadOnlyList<Belief> suspected, IReadOnlyList<string> lessons)
    {
        var sale = file.Transaction;
        return new()
        {
            TakenAt = clock.GetUtcNow(),
            TimeZone = file.TimeZone,
            Verdict = new(Kebab.Of(verdict.MoneyMoved), Kebab.Of(verdict.Retry)),
            Sale = file.Symptom is not null ? null : new(
                sale.Id.Value, sale.OccurredAt, Kebab.Of(sale.Outcome), sale.Amount?.ToDecimalString(), sale.Amount?.Currency, sale.Scheme, sale.ResponseCode, sale.CardLast4, sale.TerminalNumber),
            // A cause's words may advise another card or another try: not where money may have moved.
            Reason = verdict.ForbidsTrying ? null : suspected.Count > 0 ? suspected[0].Cause!.Text : file.Code?.Name,
            Facts = [.. evidence.Select(fact => new CaseFact(fact.Key, InBoth(() => texts.Of(fact)), fact.Source, fact.At))],
            Hour = [.. HourOf(file)],
            Causes = [.. suspected.Take(MostCauses).Select(b => new CaseCause(b.Cause!.Id, b.Cause.Title, Math.Round(b.Probability, 4)))],
            Terminal = TerminalOf(file),
            Lessons = lessons,
        };
    }

    private static IEnumerable<CaseDot> HourOf(CaseFile file) => TerminalHour.Of(file, MostDots).Rows.Select(r => new CaseDot(r.OccurredAt, Kebab.Of(r.Outcome)));

    private static CaseTerminal TerminalOf(CaseFile file)
    {
        var said = file.Transaction.Terminal ?? file.SameTerminal.LastOrDefault(r => r.Terminal is not null)?.Terminal;
        return new(
            file.Transaction.TerminalNumber, said?.Model ?? file.Terminal?.Model, said?.Firmware ?? file.Terminal?.Firmware, file.NewestFirmware,
            said?.Network is { } network ? Kebab.Of(network) : null, said?.Signal, said?.SignedOnAt, file.LastApprovalAt, said?.CertificateExpires, file.Transaction.UnsentCount);
    }

    private static LocalizedText InBoth(Func<string> say)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Chinese;
            var zh = say();
            CultureInfo.CurrentUICulture = English;
            return new(zh, say());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
