using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Features.Devices;
using Portal.Web.Features.Notifications;
using Portal.Web.Features.Tickets;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>
/// Erases a person (PIPL art. 47): the account and what is theirs alone goes, in what belongs to a merchant's case a pseudonym takes the place of the name,
/// their open tickets go back to the queue. Cannot be undone; a restored backup is told to do it again.
/// </summary>
[NeedsFreshSignIn]
public sealed class ErasePerson(IDbContextFactory<PortalDb> databases, ErasedList list, Outbox outbox, EndSignIns ends, TicketBell bell, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    /// <param name="Typed">Their sign-in name, or their name where they were removed before; so that nobody erases the wrong one.</param>
    /// <param name="Reason">Word of <see cref="ErasureReason"/>.</param>
    /// <param name="Ticket">In which it was asked for, "T-1042"; may be left out.</param>
    /// <param name="Photos">Take the photos they sent, too.</param>
    public sealed record Input(UserId Person, string? Typed, string? Reason, string? Ticket, bool Photos);

    /// <param name="Name">What stands for them from now on, as it is kept.</param>
    public sealed record Erased(string Name, int Tickets, int Photos);

    /// <returns>Problems not-found, stale and those of <see cref="ErasureProblems"/>.</returns>
    public async Task<Result<Erased>> Run(Input input, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePrivacy)) return Problem.NotFound;
        if (!Enum.TryParse<ErasureReason>(input.Reason, out var reason) || !Enum.IsDefined(reason)) return ErasureProblems.ReasonMissing;

        try
        {
            return await Erase(input, reason, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }
    }

    private async Task<Result<Erased>> Erase(Input input, ErasureReason reason, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var overwriting = await Overwriting.Begin(db, cancel);
        await using var together = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Users.Include(u => u.Stores).SingleOrDefaultAsync(u => u.Id == input.Person.Value, cancel) is not { } person) return Problem.NotFound;
        if ((await Erasable.Of(db, person, viewer, cancel)).Obstacle() is { } obstacle) return obstacle;
        if (!string.Equals(input.Typed?.Trim(), person.RemovedAt is null ? person.UserName : person.Name, StringComparison.OrdinalIgnoreCase)) return ErasureProblems.NotTyped;
        int? ticket = null;
        if (!string.IsNullOrWhiteSpace(input.Ticket))
        {
            if (TicketNumber.Read(input.Ticket.Trim()) is not { } number || !await db.Set<Ticket>().AnyAsync(t => t.Number == number, cancel)) return ErasureProblems.TicketUnknown;
            ticket = number;
        }

        var address = person.Email;
        var done = await Forgetting.Of(db, person, input.Photos, new Author(viewer.UserId, viewer.Name), now, cancel);
        db.Raise(new PersonErased(input.Person, person.MerchantId, reason, ticket, done.Tickets, done.Photos));
        await db.SaveChangesAsync(cancel);
        await together.CommitAsync(cancel);

        // From here on it is done, whoever waits for it: stopped in between, the next start catches up.
        await list.Add(new(input.Person, now, input.Photos), CancellationToken.None);
        await ends.Because(SignInEnd.Removed, input.Person, CancellationToken.None);
        if (address is not null) await outbox.Forget(address, CancellationToken.None);
        bell.Ring();
        return new Erased(person.Name, done.Tickets, done.Photos);
    }
}
