using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>Puts many devices out at once; one event says how many.</summary>
public sealed class EndSignIns(Databases databases, WhoseSignIns whose, WatchSignIns watch, Viewer viewer, TimeProvider clock)
{
    /// <summary>All of a person; of oneself all but this device.</summary>
    public async Task<Result<int>> OfPerson(UserId person, CancellationToken cancel)
    {
        await using (var db = databases.CreateDbContext())
            if (!await whose.MayEnd(db, person, cancel)) return Problem.NotFound;
        return await Because(whose.Why(person), person, cancel);
    }

    /// <summary>Everybody of a merchant.</summary>
    public async Task<Result<int>> OfMerchant(MerchantId merchant, CancellationToken cancel) => viewer.May(Permission.ManagePeople)
        ? await End(s => s.Where(one => one.MerchantId == merchant), "merchant/" + merchant.Value, merchant, SignInEnd.ByAdmin, cancel)
        : Problem.NotFound;

    /// <summary>Everybody there is, the one who presses it included.</summary>
    public async Task<Result<int>> OfEveryone(CancellationToken cancel) => viewer.May(Permission.ManagePeople)
        ? await End(s => s, "everyone", null, SignInEnd.ByAdmin, cancel)
        : Problem.NotFound;

    /// <summary>For use cases that have decided already: a password, a role, the factors changed, or the person was removed. The viewer's own device stays.</summary>
    public async Task<int> Because(SignInEnd why, UserId person, CancellationToken cancel)
    {
        await using var db = databases.CreateDbContext();
        var merchant = await db.Users.Where(u => u.Id == person.Value).Select(u => u.MerchantId).SingleOrDefaultAsync(cancel);
        var here = viewer.SignIn ?? default;
        return await End(s => s.Where(one => one.Person == person && one.Id != here), "user/" + person.Value, merchant, why, cancel);
    }

    private async Task<int> End(Func<IQueryable<DeviceSignIn>, IQueryable<DeviceSignIn>> which, string of, MerchantId? merchant, SignInEnd why, CancellationToken cancel)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        // In the viewer's name, but past the filter: whoever takes a reset link is nobody yet, and what may be ended was decided above.
        await using var db = databases.For(viewer with { SeesAllMerchants = true });
        await using var together = await db.Database.BeginTransactionAsync(cancel);
        var count = await which(db.Set<DeviceSignIn>()).Where(s => s.EndedAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.EndedAt, now).SetProperty(s => s.EndedWhy, why).SetProperty(s => s.Version, s => s.Version + 1), cancel);
        if (count > 0)
        {
            db.Raise(new SignInsEnded(of, merchant, count, why));
            await db.SaveChangesAsync(cancel);
        }

        await together.CommitAsync(cancel);
        await watch.Look(cancel);
        return count;
    }
}
