using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.OpenId;

/// <summary>
/// Whether an account may sign in by password, code or passkey at all: whoever was removed or disabled may not. Identity asks this before each of them; where staff come through the company
/// only, everybody of the staff but the one administrator who breaks the glass is told what a wrong password is told.
/// </summary>
internal sealed class LocalStaffSignIn(IOptions<OpenIdSettings> settings) : IUserConfirmation<PortalUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<PortalUser> manager, PortalUser user) => Task.FromResult(user.IsActive && (
        settings.Value.LocalStaffSignIn || user.Role.IsOfMerchant()
        || Permissions.Of(user.Role).Contains(Permission.ManagePeople) && string.Equals(user.Email, settings.Value.BreakGlass, StringComparison.OrdinalIgnoreCase)));
}
