using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>Where a person is signed in right now, this device first, then the one used last.</summary>
public sealed class ListSignIns(IDbContextFactory<PortalDb> databases, WhoseSignIns whose, SignInRows rows, Viewer viewer, TimeProvider clock)
{
    /// <param name="SameNetwork">In the network the viewer is in now; no map says more.</param>
    public sealed record Seen(
        SignInId Id, Device Device, string? Address, bool SameNetwork, DateTimeOffset StartedAt, DateTimeOffset SeenAt, SignInWay Way, bool Remembered, bool Here);

    /// <param name="person">Oneself; for an owner the shop's cashiers; for an administrator anyone. Everybody else is nobody: an empty list.</param>
    public async Task<IReadOnlyList<Seen>> Run(UserId person, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await whose.MayEnd(db, person, cancel)) return [];

        var now = clock.GetUtcNow();
        var running = await db.Set<DeviceSignIn>().AsNoTracking().Where(s => s.Person == person && s.EndedAt == null).ToListAsync(cancel);
        var states = await rows.Read([.. running.Select(s => s.Id)], cancel);
        var here = running.FirstOrDefault(s => s.Id == viewer.SignIn);
        return [.. from signIn in running
                   where signIn.Over(now) is null || signIn == here
                   let seenAt = states.TryGetValue(signIn.Id, out var state) ? state.SeenAt : signIn.SeenAt
                   orderby signIn != here, seenAt descending
                   select new Seen(
                       signIn.Id, signIn.Device, signIn.Address, Addresses.SameNetwork(signIn.Address, here?.Address), signIn.StartedAt, seenAt,
                       signIn.Way, signIn.Remembered, signIn == here)];
    }
}
