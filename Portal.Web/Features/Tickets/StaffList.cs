using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Tickets;

/// <summary>Who can be given a ticket. Empty for everybody but the staff.</summary>
public sealed class StaffList(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    public sealed record Person(UserId Id, string Name, Role Role);

    public async Task<IReadOnlyList<Person>> Run(CancellationToken cancel)
    {
        if (!viewer.May(Permission.WorkDesk)) return [];
        var takers = Permissions.RolesThat(Permission.TakeTickets);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var people = await db.Users.Where(u => takers.Contains(u.Role) && u.RemovedAt == null && u.DisabledAt == null)
            .OrderBy(u => u.Name).Select(u => new { u.Id, u.Name, u.Role }).ToListAsync(cancel);
        return [.. people.Select(p => new Person(new(p.Id), p.Name, p.Role))];
    }
}
