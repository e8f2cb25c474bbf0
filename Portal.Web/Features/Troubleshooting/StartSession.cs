using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Playbooks;
using Portal.Domain.Troubleshooting;
using Portal.Web.Data;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Playbooks;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Troubleshooting;

/// <summary>Begins a walk: about a transaction, or about a terminal and what its screen shows where no record was found.</summary>
public sealed class StartSession(PortalDb db, GatherCase gather, Knowledge knowledge, Viewer viewer, Turns turns, TimeProvider clock)
{
    /// <param name="TerminalNumber">DE41; only with <paramref name="Symptom"/>.</param>
    /// <param name="At">When the sale without a record is said to have been; null: just now.</param>
    /// <param name="Amount">In whole units, where it was told: then a record that arrives late is known by it.</param>
    public sealed record Input(TransactionId? Transaction, string? TerminalNumber = null, string? Symptom = null, DateTimeOffset? At = null, decimal? Amount = null);

    /// <summary>A second press within this time goes on with the session the first one began.</summary>
    private static readonly TimeSpan DoublePress = TimeSpan.FromMinutes(2);

    public async Task<Result<SessionView>> Run(Input input, CancellationToken cancel)
    {
        if (input.Transaction is null == (input.TerminalNumber is null || input.Symptom is null)) return TroubleshootingProblems.SubjectMissing;
        if (await knowledge.Playbook(cancel) is not { } playbook) return TroubleshootingProblems.NoPlaybook;

        var now = clock.GetUtcNow();
        var gathered = await Gather(input, now, cancel);
        if (!gathered.IsOk) return gathered.Problem!;
        if (input.Symptom is { } symptom && playbook.Symptom(symptom) is null) return TroubleshootingProblems.UnknownSymptom;

        var (file, terminal) = (gathered.Value!.File, gathered.Value.Terminal);
        var ground = new SessionGround(playbook, new Dictionary<int, Playbook> { [playbook.Version] = playbook }, [], file, terminal);
        // A second press waits for the first, and finds its session.
        using var turn = await turns.Wait($"session {viewer.UserId}", cancel);
        if (await JustBegun(input, terminal.Id, playbook.Version, now, cancel) is { } begun) return SessionView.Of(begun, ground, now);

        var about = input.Transaction is { } transaction
            ? new SessionSubject(terminal.MerchantId, terminal.StoreId, terminal.Id, terminal.Number, transaction, null)
            : new SessionSubject(terminal.MerchantId, terminal.StoreId, terminal.Id, terminal.Number, null, input.Symptom, ClaimedAt(input, now), input.Amount);
        var session = TroubleshootingSession.Start(new(Guid.CreateVersion7()), about, playbook, file, await FreeCode(cancel), viewer.UserId, now);
        db.Add(session);
        await db.SaveChangesAsync(cancel);
        return SessionView.Of(session, ground, now);
    }

    /// <summary>What is told to have been in the future is the clock of the till running fast.</summary>
    private static DateTimeOffset ClaimedAt(Input input, DateTimeOffset now) => input.At is { } at && at <= now ? at : now;

    private async Task<Result<Gathered>> Gather(Input input, DateTimeOffset now, CancellationToken cancel)
    {
        if (input.Transaction is { } transaction) return await gather.Run(transaction, cancel);

        var number = input.TerminalNumber!.Trim().ToUpperInvariant();
        var terminal = await db.Terminals.Where(t => t.Number == number).OrderBy(t => t.Id).Select(t => (TerminalId?)t.Id).FirstOrDefaultAsync(cancel);
        return terminal is { } id ? await gather.Run(id, input.Symptom!, ClaimedAt(input, now), cancel) : Problem.NotFound;
    }

    private async Task<TroubleshootingSession?> JustBegun(Input input, TerminalId terminal, int version, DateTimeOffset now, CancellationToken cancel)
    {
        if (viewer.UserId is not { } person) return null;
        var since = now - DoublePress;
        return await db.Set<TroubleshootingSession>().Include(s => s.Answers)
            .Where(s => s.StartedBy == person && s.Status == SessionStatus.Open && s.PlaybookVersion == version && s.TransactionId == input.Transaction && s.TerminalId == terminal
                && s.StartedAt >= since && (input.Transaction != null || s.Symptom == input.Symptom))
            .OrderByDescending(s => s.StartedAt).FirstOrDefaultAsync(s => s.Answers.Count == 0, cancel);
    }

    /// <summary>Among 800 million codes a second draw is as good as never needed; the unique index decides.</summary>
    private async Task<string> FreeCode(CancellationToken cancel)
    {
        while (true)
        {
            var code = ResumeCode.From(RandomNumberGenerator.GetBytes(ResumeCode.Length));
            if (!await db.Set<TroubleshootingSession>().AnyAsync(s => s.ResumeCode == code, cancel)) return code;
        }
    }
}
