using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>What must be known of a sign-in to let somebody in: read at every request, from the one place every node shares.</summary>
/// <param name="Stamp">Renewed with the password, the factors and the role: an older cookie is worth nothing.</param>
/// <param name="PersonVersion">Changes with anything about the person: the cookie is made anew.</param>
public sealed record SignInState(
    SignInId Id, UserId Person, Guid Key, DateTimeOffset SeenAt, DateTimeOffset ProvenAt, DateTimeOffset EndsAt, int IdleMinutes, SignInEnd? EndedWhy, string? Stamp, string? PersonVersion)
{
    public SignInEnd? Over(string? stamp, DateTimeOffset now) =>
        EndedWhy ?? (stamp != Stamp ? SignInEnd.PersonChanged
            : now >= EndsAt ? SignInEnd.TooOld
            : now - SeenAt >= TimeSpan.FromMinutes(IdleMinutes) ? SignInEnd.Idle : null);
}

/// <summary>Reads sign-ins in one statement, and keeps in memory when each was last used here until <see cref="WatchSignIns"/> writes it down.</summary>
public sealed class SignInRows(DatabaseChoice databases, TimeProvider clock)
{
    private static readonly Func<PortalDb, SignInId, Task<SignInState?>> One = EF.CompileAsyncQuery((PortalDb db, SignInId id) =>
        (from signIn in db.Set<DeviceSignIn>()
         where signIn.Id == id
         join user in db.Users on (Guid)(object)signIn.Person equals user.Id
         select new SignInState(
             signIn.Id, signIn.Person, signIn.Key, signIn.SeenAt, signIn.ProvenAt, signIn.EndsAt, signIn.IdleMinutes, signIn.EndedWhy, user.SecurityStamp, user.ConcurrencyStamp))
        .SingleOrDefault());

    private readonly ConcurrentDictionary<SignInId, DateTimeOffset> seen = [];

    public async Task<SignInState?> Read(SignInId id)
    {
        await using var db = databases.Open(Viewer.Portal, clock);
        return await One(db, id) is { } state ? Newest(state) : null;
    }

    public async Task<IReadOnlyDictionary<SignInId, SignInState>> Read(IReadOnlyCollection<SignInId> ids, CancellationToken cancel)
    {
        await using var db = databases.Open(Viewer.Portal, clock);
        var states = await (
            from signIn in db.Set<DeviceSignIn>()
            where ids.Contains(signIn.Id)
            join user in db.Users on (Guid)(object)signIn.Person equals user.Id
            select new SignInState(
                signIn.Id, signIn.Person, signIn.Key, signIn.SeenAt, signIn.ProvenAt, signIn.EndsAt, signIn.IdleMinutes, signIn.EndedWhy, user.SecurityStamp, user.ConcurrencyStamp))
            .ToListAsync(cancel);
        return states.ToDictionary(s => s.Id, Newest);
    }

    /// <summary>Somebody did something with it now.</summary>
    public void Use(SignInId id) => seen[id] = clock.GetUtcNow();

    /// <summary>Writes down what was used since the last time, all in one go: no page waits for it.</summary>
    public async Task WriteUses(CancellationToken cancel)
    {
        if (seen.IsEmpty) return;
        await using var db = databases.Open(Viewer.Portal, clock);
        foreach (var (id, at) in seen.ToArray())
        {
            await db.Set<DeviceSignIn>().Where(s => s.Id == id && s.SeenAt < at && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, at), cancel);
            seen.TryRemove(KeyValuePair.Create(id, at));
        }
    }

    private SignInState Newest(SignInState state) => seen.TryGetValue(state.Id, out var at) && at > state.SeenAt ? state with { SeenAt = at } : state;
}
