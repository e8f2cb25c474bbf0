using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>Whose sign-ins the viewer may see and end: one's own, an owner those of the shop's cashiers, an administrator everybody's.</summary>
public sealed class WhoseSignIns(Viewer viewer)
{
    public async Task<bool> MayEnd(PortalDb db, UserId person, CancellationToken cancel)
    {
        if (viewer.UserId is null) return false;
        if (person == viewer.UserId || viewer.May(Permission.ManagePeople)) return true;
        var owners = Permissions.RolesThat(Permission.ManageShopPeople);
        return viewer.May(Permission.ManageShopPeople) && viewer.Merchant is { } own
            && await db.Users.AnyAsync(u => u.Id == person.Value && u.MerchantId == own && !owners.Contains(u.Role), cancel);
    }

    public SignInEnd Why(UserId person) => person == viewer.UserId ? SignInEnd.ByPerson : viewer.Merchant is not null ? SignInEnd.ByOwner : SignInEnd.ByAdmin;
}
