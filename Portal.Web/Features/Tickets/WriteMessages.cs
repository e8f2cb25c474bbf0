using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Data.Guarding;
using Portal.Web.Features.Attachments;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>The merchant writes. Opens a resolved ticket again.</summary>
public sealed class ReplyToTicket(ChangeTicket change, Viewer viewer, TimeProvider clock, KeepPhotos photos)
{
    public sealed record Input(int Number, Guid Token, string Text, IReadOnlyList<Upload> Photos);

    public async Task<Result> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WriteTickets)) return Problem.NotFound;
        var prepared = await photos.Prepare(input.Photos, cancel);
        if (!prepared.IsOk) return prepared.Problem;

        return await change.Append(input.Number, input.Token, async (db, ticket) =>
        {
            var said = ticket.Reply(input.Token, input.Text, change.Author, clock.GetUtcNow());
            if (!said.IsOk) return said.Problem;
            await photos.Add(db, prepared.Value, new(ticket.MerchantId, ticket.StoreId, ticket.Id, said.Value.No, ForStaff: false), cancel);
            return Result.Ok;
        }, cancel);
    }
}

/// <summary>The desk writes to the merchant, whose people are told by mail.</summary>
public sealed class AnswerTicket(ChangeTicket change, Viewer viewer, TimeProvider clock, TellMerchant tell, FoundCardData found)
{
    public sealed record Input(int Number, Guid Token, string Text);

    public async Task<Result> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.AnswerTickets)) return Problem.NotFound;

        found.NoteTyped("tickets", input.Text, viewer);
        Ticket? answered = null;
        var done = await change.Append(input.Number, input.Token, async (db, ticket) =>
        {
            answered = ticket;
            var said = ticket.Answer(input.Token, input.Text, change.Author, clock.GetUtcNow());
            if (!said.IsOk) return said.Problem;
            await Drafts.Clear(db, ticket.Id, viewer, MessageKind.Agent, cancel);
            return Result.Ok;
        }, cancel);
        if (done.IsOk && answered is not null) await tell.Run(answered, cancel);
        return done;
    }
}

/// <summary>The desk writes for itself.</summary>
public sealed class NoteOnTicket(ChangeTicket change, Viewer viewer, TimeProvider clock, FoundCardData found)
{
    public sealed record Input(int Number, Guid Token, string Text);

    public async Task<Result> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk)) return Problem.NotFound;
        found.NoteTyped("notes", input.Text, viewer);
        return await change.Append(input.Number, input.Token, async (db, ticket) =>
        {
            var said = ticket.Note(input.Token, input.Text, change.Author, clock.GetUtcNow());
            if (!said.IsOk) return said.Problem;
            await Drafts.Clear(db, ticket.Id, viewer, MessageKind.Note, cancel);
            return Result.Ok;
        }, cancel);
    }
}

/// <summary>Keeps what an agent is typing.</summary>
public sealed class Drafts(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    public async Task<Result> Save(int number, MessageKind kind, string text, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk) || viewer.UserId is not { } user) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ticket = await db.Set<Ticket>().Where(t => t.Number == number).Select(t => new { t.Id, t.MerchantId }).SingleOrDefaultAsync(cancel);
        if (ticket is null) return Problem.NotFound;

        if (text.Length == 0)
        {
            await Clear(db, ticket.Id, viewer, kind, cancel);
            return Result.Ok;
        }

        var draft = await db.Set<Draft>().SingleOrDefaultAsync(d => d.TicketId == ticket.Id && d.UserId == user && d.Kind == kind, cancel);
        if (draft is null) db.Add(draft = new Draft(ticket.Id, ticket.MerchantId, user, kind));
        draft.Write(text, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The same person in a second window was faster; the next key press saves again.
        }

        return Result.Ok;
    }

    internal static Task Clear(PortalDb db, TicketId ticket, Viewer viewer, MessageKind kind, CancellationToken cancel) =>
        viewer.UserId is not { } user
            ? Task.CompletedTask
            : db.Set<Draft>().Where(d => d.TicketId == ticket && d.UserId == user && d.Kind == kind).ExecuteDeleteAsync(cancel);
}
