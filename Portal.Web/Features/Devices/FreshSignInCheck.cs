using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>Reads from the row when the person last gave password, code or passkey on this device.</summary>
internal sealed class FreshSignInCheck(Viewer viewer, ViewerInScope named, SignInRows rows, IOptions<DeviceOptions> options, TimeProvider clock) : IFreshSignIn
{
    public async Task<Problem?> Missing(CancellationToken cancel)
    {
        // The command line, background work and programs have no device and nobody to ask; what they may do is decided elsewhere.
        if (viewer.SignIn is null && (viewer.UserId is null || named.Viewer is not null)) return null;

        var state = viewer.SignIn is { } id ? await rows.Read(id) : null;
        return state is { EndedWhy: null } && state.Person == viewer.UserId && clock.GetUtcNow() - state.ProvenAt < options.Value.Fresh ? null : new Problem(FreshSignIn.Code);
    }
}
