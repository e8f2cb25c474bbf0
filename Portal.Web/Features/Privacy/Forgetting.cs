using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Attachments;
using Portal.Domain.Audit;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.People;
using Portal.Domain.Privacy;
using Portal.Domain.SignIn;
using Portal.Domain.Tickets;
using Portal.Domain.Visits;
using Portal.Web.Data;
using Portal.Web.Data.Events;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Attachments;

namespace Portal.Web.Features.Privacy;

/// <summary>
/// Takes one person out of the rows: what is theirs alone goes, what belongs to a case stays and carries a pseudonym. Done again it changes nothing more,
/// so a restored backup and what an open page wrote in its last seconds are treated the same way. Which column is treated how: PersonColumnsTests.
/// </summary>
internal static class Forgetting
{
    private const string NoName = "photo.jpg";

    /// <param name="Tickets">Open tickets that went back to the queue.</param>
    /// <param name="Photos">Photos that went.</param>
    public sealed record Done(int Tickets, int Photos);

    /// <summary>Within a transaction of the caller's, who saves the event.</summary>
    /// <param name="photos">The photos they sent go too, for the person may be seen on them.</param>
    /// <param name="by">Who is told of in tickets that go back to the queue.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed the person or one of their tickets at this moment.</exception>
    public static async Task<Done> Of(PortalDb db, PortalUser person, bool photos, Author by, DateTimeOffset now, CancellationToken cancel)
    {
        var id = new UserId(person.Id);
        var released = await Release(db, id, by, now, cancel);
        Empty(person, now);
        await db.SaveChangesAsync(cancel);

        await RemoveWhatIsTheirs(db, id, cancel);
        var removed = await Photos(db, id, photos, cancel);
        await Rename(db, id, cancel);
        await EmptyTrail(db, id, cancel);
        return new(released, removed);
    }

    /// <summary>Nobody else would look at them: the queue shows what is nobody's.</summary>
    private static async Task<int> Release(PortalDb db, UserId id, Author by, DateTimeOffset now, CancellationToken cancel)
    {
        var open = await db.Set<Ticket>().Where(t => t.AssigneeId == id && t.Status != TicketStatus.Resolved).ToListAsync(cancel);
        foreach (var ticket in open) ticket.Assign(null, by, now);
        return open.Count;
    }

    /// <summary>Id, role and merchant stay: they tell of nobody, and whatever names the id still finds what to show.</summary>
    private static void Empty(PortalUser person, DateTimeOffset now)
    {
        person.Name = Pseudonym.Of(new(person.Id));
        person.Email = person.NormalizedEmail = person.PhoneNumber = person.PasswordHash = person.Culture = null;
        person.EmailConfirmed = person.PhoneNumberConfirmed = person.TwoFactorEnabled = false;
        person.LockoutEnd = null;
        person.AccessFailedCount = 0;
        person.UserName = $"removed-{person.Id:N}";
        person.NormalizedUserName = person.UserName.ToUpperInvariant();
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        person.ConcurrencyStamp = Guid.NewGuid().ToString();
        person.Stores.Clear();
        person.RemovedAt ??= now;
        person.ErasedAt ??= now;
    }

    private static async Task RemoveWhatIsTheirs(PortalDb db, UserId id, CancellationToken cancel)
    {
        var user = id.Value;
        await db.Set<DeviceSignIn>().Where(s => s.Person == id).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(i => i.Person == id).ExecuteDeleteAsync(cancel);
        await db.Set<Authenticator>().Where(a => a.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCode>().Where(c => c.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == user).ExecuteDeleteAsync(cancel);
        await db.UserLogins.Where(l => l.UserId == user).ExecuteDeleteAsync(cancel);
        await db.UserTokens.Where(t => t.UserId == user).ExecuteDeleteAsync(cancel);
        await db.UserClaims.Where(c => c.UserId == user).ExecuteDeleteAsync(cancel);
        await db.Set<Draft>().Where(d => d.UserId == id).ExecuteDeleteAsync(cancel);
        await db.Set<SeenMark>().Where(m => m.UserId == id).ExecuteDeleteAsync(cancel);
    }

    private static async Task<int> Photos(PortalDb db, UserId id, bool remove, CancellationToken cancel)
    {
        var theirs = PhotosOf(db, id);
        if (!remove)
        {
            // A file may be called after whoever took it.
            await theirs.Where(a => a.Name != NoName).ExecuteUpdateAsync(set => set.SetProperty(a => a.Name, NoName), cancel);
            return 0;
        }

        var removed = await theirs.ExecuteDeleteAsync(cancel);
        await UnusedContents.Remove(db, cancel);
        return removed;
    }

    public static IQueryable<Attachment> PhotosOf(PortalDb db, UserId id) =>
        db.Set<Attachment>().Where(a => db.Set<Message>().Any(m => m.TicketId == a.TicketId && m.No == a.MessageNo && m.AuthorId == id));

    private static async Task Rename(PortalDb db, UserId id, CancellationToken cancel)
    {
        var name = Pseudonym.Of(id);
        await db.Set<Message>().Where(m => m.AuthorId == id && m.AuthorName != name).ExecuteUpdateAsync(set => set.SetProperty(m => m.AuthorName, name), cancel);
        await db.Set<Message>().Where(m => m.AboutId == id && m.Text != name).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, name), cancel);
        // Lists that are open follow the sum of the versions.
        await db.Set<Ticket>().Where(t => t.OpenedBy == id && t.OpenedByName != name)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.OpenedByName, name).SetProperty(t => t.Version, t => t.Version + 1), cancel);
        await db.Set<Ticket>().Where(t => t.AssigneeId == id && t.AssigneeName != name)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.AssigneeName, name).SetProperty(t => t.Version, t => t.Version + 1), cancel);
        await db.Set<Visit>().Where(v => v.By == id && v.ByName != name).ExecuteUpdateAsync(set => set.SetProperty(v => v.ByName, name), cancel);
    }

    /// <summary>Names and addresses stand in the chain as hashes of their own with a salt that goes too: it holds as before.</summary>
    private static async Task EmptyTrail(PortalDb db, UserId id, CancellationToken cancel)
    {
        UserId? actor = id;
        var subject = $"user/{id.Value}";
        await db.Set<AuditEntry>().Where(e => e.Actor == actor && e.Name != null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Name, (string?)null).SetProperty(e => e.NameSalt, (byte[]?)null), cancel);
        // Tries at their door are nobody's, and came from where they may have been.
        await db.Set<AuditEntry>().Where(e => (e.Actor == actor || (e.Actor == null && e.Subject == subject)) && e.Address != null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Address, (string?)null).SetProperty(e => e.AddressSalt, (byte[]?)null), cancel);
        await db.Events.Where(e => e.Actor == actor && e.Name != null).ExecuteUpdateAsync(set => set.SetProperty(e => e.Name, (string?)null), cancel);
        await db.Events.Where(e => (e.Actor == actor || (e.Actor == null && e.Subject == subject)) && e.Address != null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Address, (string?)null), cancel);
    }
}
