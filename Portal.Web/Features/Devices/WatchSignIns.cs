using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Common;
using Portal.Domain.Devices;
using Portal.Web.Data;
using Portal.Web.Shared.Background;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Devices;

/// <summary>
/// Looks every two seconds, in one question for all open desk pages and streams of this process, whether their people may still be in; while nothing
/// is open it asks nothing. Once a minute it writes down who was last seen when, and marks what is over by time.
/// </summary>
public sealed class WatchSignIns(SignInRows rows, DatabaseChoice databases, IOptions<IdentityOptions> identity, TimeProvider clock, ILogger<WatchSignIns> log)
    : Rounds(TimeSpan.FromSeconds(2), clock, log), ISignInCheck
{
    private const int LooksBetweenWrites = 30, AtOnce = 500;

    private readonly Lock gate = new();
    private readonly HashSet<Followed> followed = [];
    private int looks;

    public async Task<bool> IsGood(ClaimsPrincipal person) =>
        Viewers.SignInOf(person) is { } id && await rows.Read(id) is { } state && IsGood(state, StampOf(person));

    public IFollowedSignIn Follow(ClaimsPrincipal person)
    {
        var one = new Followed(this, Viewers.SignInOf(person) ?? default, StampOf(person));
        lock (gate) followed.Add(one);
        return one;
    }

    /// <summary>Tells whom it concerns.</summary>
    public async Task Look(CancellationToken cancel)
    {
        Followed[] open;
        lock (gate) open = [.. followed];
        if (open.Length == 0) return;

        var states = await rows.Read([.. open.Select(o => o.SignIn).Distinct()], cancel);
        foreach (var one in open)
            if (!states.TryGetValue(one.SignIn, out var state) || !IsGood(state, one.Stamp)) one.End();
    }

    /// <summary>Marks those that ran out while nobody came by, so that the lists and the events say so.</summary>
    public async Task EndThoseOver(CancellationToken cancel)
    {
        var now = Clock.GetUtcNow();
        await using var db = databases.Open(Viewer.Portal, Clock);
        var running = db.Set<DeviceSignIn>().Where(s => s.EndedAt == null);
        var over = await running.Where(s => s.EndsAt <= now).Take(AtOnce).ToListAsync(cancel);
        foreach (var minutes in await running.Select(s => s.IdleMinutes).Distinct().ToListAsync(cancel))
        {
            var since = now - TimeSpan.FromMinutes(minutes);
            over.AddRange(await running.Where(s => s.IdleMinutes == minutes && s.SeenAt <= since && s.EndsAt > now).Take(AtOnce).ToListAsync(cancel));
        }

        foreach (var signIn in over)
            if (signIn.Over(now) is { } why) signIn.End(why, now);
        await db.SaveChangesAsync(cancel);
    }

    // Every request asks for itself; while the database does not answer, open pages hear of an ended sign-in as soon as it does again.
    protected override async Task Round(CancellationToken cancel)
    {
        await Look(cancel);
        if (++looks % LooksBetweenWrites != 0) return;

        await rows.WriteUses(cancel);
        await EndThoseOver(cancel);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(rows.WriteUses, cancellationToken);
    }

    private bool IsGood(SignInState state, string? stamp) => state.Over(stamp, Clock.GetUtcNow()) is null;

    private string? StampOf(ClaimsPrincipal person) => person.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);

    private sealed class Followed(WatchSignIns watch, SignInId signIn, string? stamp) : IFollowedSignIn
    {
        // Never disposed: it has no timer, and whoever was told may still be reading it.
        private readonly CancellationTokenSource over = new();

        public SignInId SignIn => signIn;

        public string? Stamp => stamp;

        public CancellationToken Over => over.Token;

        public void End()
        {
            Leave();
            over.Cancel();
        }

        public void Dispose() => Leave();

        private void Leave()
        {
            lock (watch.gate) watch.followed.Remove(this);
        }
    }
}
