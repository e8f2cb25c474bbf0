using Microsoft.AspNetCore.Identity;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.Devices;

internal static class KnownUsers
{
    /// <summary>Null also for what is no id at all: links are copied, cut and retyped.</summary>
    public static async Task<PortalUser?> Known(this UserManager<PortalUser> users, string id) =>
        Guid.TryParse(id, out _) ? await users.FindByIdAsync(id) : null;
}
