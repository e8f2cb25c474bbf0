using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Merchants;
using Portal.Domain.Privacy;
using Portal.Domain.Tickets;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.People;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Privacy;

/// <summary>Looks up what the decision needs, whether somebody may be erased.</summary>
internal static class Erasable
{
    public static async Task<ErasureFacts> Of(PortalDb db, PortalUser person, Viewer viewer, CancellationToken cancel) => new(
        person.ErasedAt is not null,
        viewer.UserId?.Value == person.Id,
        // Who was removed is the last of nothing.
        person.RemovedAt is null && await ManagedPeople.IsLastAdmin(db, person, cancel),
        person.RemovedAt is null ? await LastOwnerOf(db, person, cancel) : null,
        await Held(db, new(person.Id), cancel));

    private static async Task<string?> LastOwnerOf(PortalDb db, PortalUser person, CancellationToken cancel)
    {
        var owners = Permissions.RolesThat(Permission.ManageShopPeople);
        if (!owners.Contains(person.Role) || person.MerchantId is not { } merchant) return null;
        if (await db.Users.AnyAsync(
            u => u.Id != person.Id && u.MerchantId == merchant && u.RemovedAt == null && u.DisabledAt == null && u.PasswordHash != null && owners.Contains(u.Role), cancel)) return null;
        // A closed shop needs nobody to look after its people.
        return await db.Merchants.Where(m => m.Id == merchant && m.Status != MerchantStatus.Closed).Select(m => m.Name).SingleOrDefaultAsync(cancel);
    }

    private static async Task<IReadOnlyList<string>> Held(PortalDb db, UserId id, CancellationToken cancel)
    {
        UserId? them = id;
        var numbers = await db.Set<TicketHold>()
            .Where(h => db.Set<Ticket>().Any(t => t.Id == h.TicketId && (t.OpenedBy == them || t.AssigneeId == them))
                || db.Set<Message>().Any(m => m.TicketId == h.TicketId && (m.AuthorId == them || m.AboutId == them)))
            .OrderBy(h => h.Number).Select(h => h.Number).ToListAsync(cancel);
        return numbers.ConvertAll(TicketNumber.Show);
    }
}
