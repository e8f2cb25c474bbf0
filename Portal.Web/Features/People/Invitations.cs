using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>Makes the links that let people in, and stops them. Saved with whatever else is being saved.</summary>
public sealed class Invitations(Viewer viewer, TimeProvider clock)
{
    /// <returns>The token, the only time it is known.</returns>
    internal string Add(PortalDb db, PortalUser person, int? days)
    {
        var now = clock.GetUtcNow();
        var token = InvitationTokens.New();
        var until = days is { } some ? now.AddDays(Math.Clamp(some, 1, Limits.InvitationMaxDays)) : now.AddHours(Limits.InvitationHours);
        db.Add(new Invitation(Guid.CreateVersion7(), new(new(person.Id), person.MerchantId, person.Role.ToString()), InvitationTokens.HashOf(token)!, viewer.UserId, now, until));
        return token;
    }

    /// <summary>Every link of this person that still works.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> Cancel(PortalDb db, PortalUser person, CancellationToken cancel)
    {
        var id = new UserId(person.Id);
        var now = clock.GetUtcNow();
        var open = await db.Set<Invitation>().Where(i => i.Person == id && i.TakenAt == null && i.CancelledAt == null).ToListAsync(cancel);
        foreach (var invitation in open) invitation.Cancel(person.MerchantId, now);
        return open.Count(i => now < i.ExpiresAt);
    }
}
