using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Features.Attachments;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>Hands a case to support: what the portal knows is attached, the person only says what is left to say.</summary>
public sealed class OpenTicket(Databases databases, Viewer viewer, TimeProvider clock, TicketCase cases, KeepPhotos photos, TicketBell bell, Turns turns)
{
    private const int Tries = 6;

    /// <param name="Token">Made when the form was shown: sending it twice makes one ticket.</param>
    /// <param name="Terminal">Where there is neither a transaction nor a session.</param>
    /// <param name="Subject">Empty: the first line of the text.</param>
    public sealed record Input(Guid Token, TransactionId? Transaction, SessionId? Session, TerminalId? Terminal, string? Subject, string Text, IReadOnlyList<Upload> Photos);

    /// <returns>The ticket's number.</returns>
    public async Task<Result<int>> Run(Input input, CancellationToken cancel)
    {
        var gathered = await cases.Gather(input.Transaction, input.Session, input.Terminal, cancel);
        if (!gathered.IsOk) return gathered.Problem;
        var prepared = await photos.Prepare(input.Photos, cancel);
        if (!prepared.IsOk) return prepared.Problem;

        using var turn = await turns.Wait("ticket number", cancel);
        for (var left = Tries; ; left--)
        {
            try
            {
                return await Open(input, gathered.Value, prepared.Value, cancel);
            }
            catch (DbUpdateException) when (left > 1)
            {
                // Somebody at another node took the same number, or the same form arrived twice: look again.
            }
        }
    }

    private async Task<Result<int>> Open(Input input, TicketCase.Gathered gathered, IReadOnlyList<Redrawn> redrawn, CancellationToken cancel)
    {
        await using var db = databases.CreateDbContext();
        var id = new TicketId(input.Token);
        if (await db.Set<Ticket>().Where(t => t.Id == id).Select(t => (int?)t.Number).SingleOrDefaultAsync(cancel) is { } there) return there;

        var subject = string.IsNullOrWhiteSpace(input.Subject) ? FirstLine(input.Text) : input.Subject;
        var opened = Ticket.Open(id, await NextNumber(cancel), gathered.About, subject, input.Text, gathered.Case, new(viewer.UserId, viewer.Name), clock.GetUtcNow());
        if (!opened.IsOk) return opened.Problem;

        var ticket = opened.Value;
        db.Add(ticket);
        await photos.Add(db, redrawn, new(ticket.MerchantId, ticket.StoreId, ticket.Id, ticket.LastNo, ForStaff: false), cancel);
        if (viewer.UserId is { } user)
        {
            var seen = new SeenMark(ticket, user);
            seen.Move(ticket.LastNo, viewer.Name, clock.GetUtcNow());
            db.Add(seen);
        }

        await db.SaveChangesAsync(cancel);
        if (input.Session is { } session) await cases.HandOver(session, cancel);
        bell.Ring();
        return ticket.Number;
    }

    // Numbers run over all merchants, so the next one is not the viewer's to see.
    private async Task<int> NextNumber(CancellationToken cancel)
    {
        await using var all = databases.For(Viewer.Portal);
        return (await all.Set<Ticket>().MaxAsync(t => (int?)t.Number, cancel) ?? TicketNumber.First - 1) + 1;
    }

    private static string FirstLine(string text)
    {
        var line = Words.Clean(text).Split('\n')[0].Trim();
        return line.Length <= 60 ? line : line[..60] + "…";
    }
}
