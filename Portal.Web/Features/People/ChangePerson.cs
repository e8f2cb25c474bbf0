using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>Limits a cashier to other stores. They sign in again, and see those from then on.</summary>
[NeedsFreshSignIn]
public sealed class ChangeStores(IDbContextFactory<PortalDb> databases, EndSignIns ends, IFreshSignIn fresh, Viewer viewer)
{
    public async Task<Result> Run(UserId id, IReadOnlyList<Guid> stores, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { } person || !person.Role.IsOfStores()) return Problem.NotFound;

        var wanted = stores.Distinct().Select(s => new StoreId(s)).ToList();
        var found = await db.Stores.Where(s => s.MerchantId == person.MerchantId && wanted.Contains(s.Id)).Select(s => s.Id).ToListAsync(cancel);
        if (found.Count != wanted.Count) return Problem.NotFound;
        if (found.Count == 0) return PeopleProblems.StoreMissing;

        var before = person.Stores.Select(s => s.StoreId.Value).Order().ToList();
        var after = found.Select(s => s.Value).Order().ToList();
        if (before.SequenceEqual(after)) return Result.Ok;

        person.Stores.RemoveAll(s => !found.Contains(s.StoreId));
        person.Stores.AddRange(found.Where(s => person.Stores.TrueForAll(had => had.StoreId != s)).Select(s => new PortalUserStore { UserId = person.Id, StoreId = s }));
        person.EndSessions();
        db.Raise(new StoresChanged(id, person.MerchantId, before, after));
        var done = await Saving.Try(db, cancel);
        if (done.IsOk) await ends.Because(SignInEnd.PersonChanged, id, cancel);
        return done;
    }
}

/// <summary>Gives somebody of the staff another role of the staff. Their sessions end: what is open was opened as somebody else.</summary>
[NeedsFreshSignIn]
public sealed class ChangeRole(IDbContextFactory<PortalDb> databases, EndSignIns ends, IFreshSignIn fresh, Viewer viewer)
{
    /// <returns>Problems not-found, role-not-yours (a shop's people stay a shop's people), person-oneself, person-last-admin, stale.</returns>
    public async Task<Result> Run(UserId id, Role role, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePeople)) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { } person) return Problem.NotFound;
        if (person.Role == role) return Result.Ok;
        if (viewer.UserId == id) return PeopleProblems.Oneself;
        if (role.IsOfMerchant() != person.Role.IsOfMerchant() || (person.Role.IsOfStores() && person.Email is null)) return PeopleProblems.RoleNotYours;
        if (await ManagedPeople.IsLastAdmin(db, person, cancel)) return PeopleProblems.LastAdmin;

        db.Raise(new RoleChanged(id, person.MerchantId, person.Role.ToString(), role.ToString()));
        person.Role = role;
        if (!role.IsOfStores()) person.Stores.Clear();
        else if (person.Stores.Count == 0)
            person.Stores.AddRange((await db.Stores.Where(s => s.MerchantId == person.MerchantId).Select(s => s.Id).ToListAsync(cancel)).Select(s => new PortalUserStore { UserId = person.Id, StoreId = s }));
        person.EndSessions();
        var done = await Saving.Try(db, cancel);
        if (done.IsOk) await ends.Because(SignInEnd.PersonChanged, id, cancel);
        return done;
    }
}

/// <summary>Shuts somebody out for now and lets them in again; nothing else about them changes.</summary>
[NeedsFreshSignIn]
public sealed class DisablePerson(IDbContextFactory<PortalDb> databases, EndSignIns ends, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    public async Task<Result> Run(UserId id, bool disabled, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (!viewer.May(Permission.ManagePeople)) return Problem.NotFound;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { } person) return Problem.NotFound;
        if (viewer.UserId == id) return PeopleProblems.Oneself;
        if (disabled == person.DisabledAt is not null) return Result.Ok;
        if (disabled && await ManagedPeople.IsLastAdmin(db, person, cancel)) return PeopleProblems.LastAdmin;

        person.DisabledAt = disabled ? clock.GetUtcNow() : null;
        person.EndSessions();
        db.Raise(disabled ? new PersonDisabled(id, person.MerchantId) : new PersonEnabled(id, person.MerchantId));
        var done = await Saving.Try(db, cancel);
        if (done.IsOk) await ends.Because(SignInEnd.Removed, id, cancel);
        return done;
    }
}

/// <summary>Ends the wait after too many wrong passwords, for somebody who has said who they are.</summary>
[NeedsFreshSignIn]
public sealed class UnlockPerson(IDbContextFactory<PortalDb> databases, Door door, IFreshSignIn fresh, Viewer viewer)
{
    public async Task<Result> Run(UserId id, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { } person) return Problem.NotFound;

        await door.Open(person, cancel);
        db.Raise(new PersonUnlocked(id, person.MerchantId));
        return await Saving.Try(db, cancel);
    }
}
