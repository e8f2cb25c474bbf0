using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>
/// The people somebody looks after: an owner those of the own merchant, an administrator all. Sign-ins carry no tenant filter of their own (signing in
/// asks before anyone is known), so every use case about people goes through here; who is not found here does not exist.
/// </summary>
internal static class ManagedPeople
{
    /// <summary>Removed people are not among them.</summary>
    public static IQueryable<PortalUser> Of(PortalDb db, Viewer viewer)
    {
        var people = db.Users.Where(u => u.RemovedAt == null);
        if (viewer.May(Permission.ManagePeople)) return people;
        if (!viewer.May(Permission.ManageShopPeople) || viewer.Merchant is not { } merchant) return people.Where(_ => false);
        return people.Where(u => u.MerchantId == merchant);
    }

    public static Task<PortalUser?> Find(PortalDb db, Viewer viewer, UserId id, CancellationToken cancel) =>
        Of(db, viewer).Include(u => u.Stores).SingleOrDefaultAsync(u => u.Id == id.Value, cancel);

    /// <summary>Whether without this one nobody would be left to look after people.</summary>
    public static async Task<bool> IsLastAdmin(PortalDb db, PortalUser person, CancellationToken cancel)
    {
        var admins = Permissions.RolesThat(Permission.ManagePeople);
        return admins.Contains(person.Role)
            && !await db.Users.AnyAsync(u => u.Id != person.Id && u.RemovedAt == null && u.DisabledAt == null && u.PasswordHash != null && admins.Contains(u.Role), cancel);
    }
}
