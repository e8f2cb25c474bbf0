using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Features.Training;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>Gives a ticket to one of the staff, or back to nobody.</summary>
public sealed class AssignTicket(ChangeTicket change, Viewer viewer, TimeProvider clock, StaffList staff)
{
    public sealed record Input(int Number, int SeenVersion, UserId? To);

    public async Task<Result> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk)) return Problem.NotFound;
        Author? to = null;
        if (input.To is { } wanted)
        {
            if ((await staff.Run(cancel)).FirstOrDefault(p => p.Id == wanted) is not { } person) return TicketProblems.AssigneeUnknown;
            to = new(person.Id, person.Name);
        }

        return await change.Decide(input.Number, input.SeenVersion, ticket => ticket.Assign(to, change.Author, clock.GetUtcNow()), cancel);
    }
}

/// <summary>Ends a ticket: the desk with a reason, the merchant with or without one.</summary>
public sealed class ResolveTicket(ChangeTicket change, Viewer viewer, TimeProvider clock)
{
    public sealed record Input(int Number, int SeenVersion, string? Reason);

    public Task<Result> Run(Input input, CancellationToken cancel) => change.Decide(
        input.Number, input.SeenVersion, ticket => ticket.Resolve(input.Reason ?? "", change.Author, !viewer.May(Permission.WorkDesk), clock.GetUtcNow()), cancel);
}

public sealed class ReopenTicket(ChangeTicket change, Viewer viewer, TimeProvider clock)
{
    public sealed record Input(int Number, int SeenVersion);

    public Task<Result> Run(Input input, CancellationToken cancel) =>
        change.Decide(input.Number, input.SeenVersion, ticket => ticket.Reopen(change.Author, !viewer.May(Permission.WorkDesk), clock.GetUtcNow()), cancel);
}

/// <summary>Lets a lesson travel with the ticket.</summary>
public sealed class AttachLesson(ChangeTicket change, Viewer viewer, TimeProvider clock, LessonShelf shelf, AssignLesson assign)
{
    public sealed record Input(int Number, int SeenVersion, string Slug);

    public async Task<Result> Run(Input input, CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk)) return Problem.NotFound;
        if ((await shelf.All(cancel)).FirstOrDefault(l => l.Slug == input.Slug) is not { } lesson) return Problem.NotFound;
        Ticket? attached = null;
        var done = await change.Decide(input.Number, input.SeenVersion, ticket =>
        {
            attached = ticket;
            return ticket.Attach(lesson.Slug, lesson.Version, lesson.Slug, change.Author, clock.GetUtcNow());
        }, cancel);
        if (!done.IsOk || attached is null) return done;

        // The shop's people find it among their lessons too; that they have it there already is no reason to complain here.
        await assign.Run(attached.MerchantId, attached.StoreId, lesson.Slug, attached.Number, cancel);
        return done;
    }
}

/// <summary>Remembers how far the viewer has read.</summary>
public sealed class MarkSeen(IDbContextFactory<PortalDb> databases, Viewer viewer, TimeProvider clock)
{
    public async Task Run(int number, int upTo, CancellationToken cancel)
    {
        if (viewer.UserId is not { } user || viewer.IsVisiting) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == number, cancel) is not { } ticket) return;

        var mark = await db.Set<SeenMark>().SingleOrDefaultAsync(m => m.TicketId == ticket.Id && m.UserId == user, cancel);
        if (mark is null) db.Add(mark = new SeenMark(ticket, user));
        if (!mark.Move(Math.Min(upTo, ticket.LastNo), viewer.Name, clock.GetUtcNow())) return;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The same person in two windows: one mark is enough.
        }
    }
}
