using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;

namespace Portal.Web.Features.SignIn;

/// <summary>
/// What every way in has in common: tries are counted by network address and by what is guessed, before anything is looked at, alike for people there are and
/// people there are not; what happened is written down.
/// </summary>
public sealed class Door(Tries tries, ClientAddress address, PortalDb db, TimeProvider clock)
{
    public static UserId? IdOf(PortalUser? user) => user is null ? null : new UserId(user.Id);

    /// <summary>One more try from this address; a problem where there were too many.</summary>
    public async Task<Problem?> Knock(CancellationToken cancel)
    {
        var taken = await tries.Take(TryLimits.Address, address.Text, cancel);
        return taken.Allowed ? null : TooMany(taken.Until);
    }

    /// <summary>One more try at an account or at a person's codes.</summary>
    public Task<Tries.Taken> Guess(TryLimit limit, string what, CancellationToken cancel) => tries.Take(limit, what, cancel);

    /// <summary>The try was wrong: written down, and said where it was the last one.</summary>
    public async Task Wrong(PortalUser? user, string at, bool last, TryLimit limit, CancellationToken cancel)
    {
        db.Raise(new SignInFailed(IdOf(user), user?.MerchantId, at));
        // Identity's own column, so that whoever looks after people sees it; what is refused is decided by the counts.
        if (last && user is not null && limit == TryLimits.Password) user.LockoutEnd = clock.GetUtcNow() + limit.Shut[0];
        if (last) db.Raise(new LockedOut(IdOf(user), user?.MerchantId, at, (int)limit.Shut[0].TotalMinutes));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The try was right: it counts for nothing, and what was tried before at the same thing is forgotten.</summary>
    public async Task Right(TryLimit? limit, string what, CancellationToken cancel)
    {
        await tries.GiveBack(TryLimits.Address, address.Text, cancel);
        if (limit is not null) await tries.Forget(limit, what, cancel);
    }

    /// <summary>Whoever has the reset link, and whoever is at the machine, may open a locked account before its time; written down with the next save.</summary>
    public async Task Unlock(PortalUser user, CancellationToken cancel)
    {
        if (await Open(user, cancel)) db.Raise(new Unlocked(IdOf(user), user.MerchantId));
    }

    /// <summary>Forgets what was tried at a person's password and codes. True where they were shut.</summary>
    public async Task<bool> Open(PortalUser user, CancellationToken cancel)
    {
        var account = Account(user);
        var wasShut = await ShutUntil(user, cancel) is not null;
        await tries.Forget(TryLimits.Password, account, cancel);
        await tries.Forget(TryLimits.Code, user.Id.ToString(), cancel);
        user.LockoutEnd = null;
        return wasShut;
    }

    /// <summary>Until when a person's password is not looked at; null: it is.</summary>
    public Task<DateTimeOffset?> LockedUntil(PortalUser user, CancellationToken cancel) => tries.ShutUntil(TryLimits.Password, Account(user), cancel);

    /// <summary>Until when a person's password or codes are not looked at; null: both are.</summary>
    public async Task<DateTimeOffset?> ShutUntil(PortalUser user, CancellationToken cancel)
    {
        var (password, codes) = (await LockedUntil(user, cancel), await tries.ShutUntil(TryLimits.Code, user.Id.ToString(), cancel));
        return password is null || codes > password ? codes ?? password : password;
    }

    /// <param name="normalizedName">Mail address, or the number of a clerk without one.</param>
    public static string Account(string normalizedName) => normalizedName.ToUpperInvariant();

    public static string Account(PortalUser user) => Account(user.NormalizedUserName ?? "");

    private Problem TooMany(DateTimeOffset until)
    {
        var wait = until - clock.GetUtcNow();
        return new Problem("sign-in-slow", (int)Math.Ceiling(Math.Max(1, wait.TotalMinutes)), (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)));
    }
}
