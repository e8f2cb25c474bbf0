using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>
/// Takes somebody out at once: no password, no link, no open session is left. The name stays on what they wrote; the mail address is free again, for
/// another shop or for a new invitation.
/// </summary>
[NeedsFreshSignIn]
public sealed class RemovePerson(IDbContextFactory<PortalDb> databases, Invitations invitations, EndSignIns ends, IFreshSignIn fresh, Viewer viewer, TimeProvider clock)
{
    /// <returns>Problems not-found, person-oneself, person-last-admin, stale.</returns>
    public async Task<Result> Run(UserId id, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { } person) return Problem.NotFound;
        if (viewer.UserId == id) return PeopleProblems.Oneself;
        if (await ManagedPeople.IsLastAdmin(db, person, cancel)) return PeopleProblems.LastAdmin;

        await invitations.Cancel(db, person, cancel);
        Removal.Of(db, person, clock.GetUtcNow());
        var done = await Saving.Try(db, cancel);
        if (done.IsOk) await ends.Because(SignInEnd.Removed, id, cancel);
        return done;
    }
}

internal static class Removal
{
    public static void Of(PortalDb db, PortalUser person, DateTimeOffset now)
    {
        person.RemovedAt = now;
        person.PasswordHash = null;
        person.Email = person.NormalizedEmail = null;
        person.UserName = $"removed-{person.Id:N}";
        person.NormalizedUserName = person.UserName.ToUpperInvariant();
        person.EndSessions();
        person.Stores.Clear();
        db.Raise(new PersonRemoved(new(person.Id), person.MerchantId));
    }
}

internal static class Stamps
{
    /// <summary>Every sign-in of this person is over: it carries the stamp it was made with.</summary>
    public static void EndSessions(this PortalUser person)
    {
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        person.ConcurrencyStamp = Guid.NewGuid().ToString();
    }
}
