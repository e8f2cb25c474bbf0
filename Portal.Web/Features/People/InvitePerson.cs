using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Features.Notifications;
using Portal.Web.Shared.Text;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>An owner invites into the own shop, an administrator anyone. The link is told once and, where there is an address, mailed there too.</summary>
[NeedsFreshSignIn]
public sealed class InvitePerson(IDbContextFactory<PortalDb> databases, AddPerson add, MailInvitation mail, IFreshSignIn fresh, Viewer viewer)
{
    /// <param name="Merchant">DE42; only an administrator names it, an owner's people are of the own merchant.</param>
    /// <param name="Stores">What a cashier is limited to.</param>
    public sealed record Input(string Name, string? Email, Role Role, string? Merchant, IReadOnlyList<Guid> Stores, int? Days);

    /// <returns>Problems of <see cref="AddPerson"/>, role-not-yours, store-missing; not-found for whoever invites nobody.</returns>
    public async Task<Result<AddPerson.Added>> Run(Input input, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        var roles = Roles.InvitedBy(viewer);
        if (roles.Count == 0) return Problem.NotFound;
        if (!roles.Contains(input.Role)) return PeopleProblems.RoleNotYours;

        await using var db = await databases.CreateDbContextAsync(cancel);
        var merchant = !input.Role.IsOfMerchant() ? null
            : viewer.Merchant is { } own ? await db.Merchants.Where(m => m.Id == own).Select(m => m.Number).SingleAsync(cancel)
            : input.Merchant?.Trim();
        List<string> stores = [];
        if (input.Role.IsOfStores())
        {
            var ids = input.Stores.Select(id => new StoreId(id)).ToList();
            stores = await db.Stores.Where(s => ids.Contains(s.Id) && db.Merchants.Any(m => m.Id == s.MerchantId && m.Number == merchant)).Select(s => s.Number).ToListAsync(cancel);
            if (ids.Distinct().Count() != stores.Count) return Problem.NotFound;
            if (stores.Count == 0 && viewer.Merchant is not null) return PeopleProblems.StoreMissing;
        }

        var added = await add.Run(new(input.Email, input.Name, input.Role, merchant, stores, null, input.Days), cancel);
        if (added.IsOk && input.Email?.Trim() is { Length: > 0 } address) await mail.Run(address, input.Name.Trim(), added.Value.InvitationToken!, cancel);
        return added;
    }
}

/// <summary>The link by mail, to the invited person alone.</summary>
public sealed class MailInvitation(Outbox outbox, PublicLinks links, IStringLocalizer<PeopleText> text, Viewer viewer)
{
    public static string PathOf(string token) => $"/account/invitation?token={token}";

    public Task Run(string address, string name, string token, CancellationToken cancel) => outbox.Put(
        new Mail(address, name, text["Invitation.MailSubject"], text["Invitation.MailBody", name, viewer.Name, links.To("/account/invitation", ("token", token))]), cancel);
}

/// <summary>A new link for somebody who has not taken the first, or who has no mail address to be sent a reset to. Links made before stop working.</summary>
[NeedsFreshSignIn]
public sealed class SendInvitation(IDbContextFactory<PortalDb> databases, Invitations invitations, MailInvitation mail, IFreshSignIn fresh, Viewer viewer)
{
    public async Task<Result<string>> Run(UserId id, int? days, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { DisabledAt: null } person) return Problem.NotFound;
        if (person is { PasswordHash: not null, Email: not null }) return PeopleProblems.HasMail;

        await invitations.Cancel(db, person, cancel);
        var token = invitations.Add(db, person, days);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }

        if (person.Email is { } address) await mail.Run(address, person.Name, token, cancel);
        return token;
    }
}

/// <summary>Stops the link. Somebody who never came in by it is gone with it.</summary>
public sealed class CancelInvitation(IDbContextFactory<PortalDb> databases, Invitations invitations, Viewer viewer, TimeProvider clock)
{
    public async Task<Result> Run(UserId id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await ManagedPeople.Find(db, viewer, id, cancel) is not { } person) return Problem.NotFound;

        await invitations.Cancel(db, person, cancel);
        if (person.PasswordHash is null) Removal.Of(db, person, clock.GetUtcNow());
        return await Saving.Try(db, cancel);
    }
}

internal static class Saving
{
    /// <summary>Problem "stale" where somebody else was faster.</summary>
    public static async Task<Result> Try(PortalDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }
    }
}
