using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Features.SignIn;

namespace Portal.Web.Features.People;

/// <summary>Takes an invitation: sets the password and signs in. Of a hundred who try at once one has it.</summary>
public sealed class TakeInvitation(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, SecondStep secondStep, PortalDb db, TimeProvider clock)
{
    /// <param name="SignInName">What the person types at the next sign-in: worth noting where it is a number.</param>
    public sealed record Welcome(string Name, string SignInName, bool HasMail);

    /// <summary>Whom the link is for; problem "link-used-or-expired" where it is spent.</summary>
    public async Task<Result<Welcome>> Check(string? token, CancellationToken cancel)
    {
        if (await Find(token, cancel) is not { } found || !found.Invitation.IsOpen(clock.GetUtcNow()) || !await signIn.CanSignInAsync(found.Person)) return PeopleProblems.LinkSpent;
        return new Welcome(found.Person.Name, found.Person.UserName!, found.Person.Email is not null);
    }

    public async Task<Result> Run(string? token, string password, CancellationToken cancel)
    {
        if (await Find(token, cancel) is not { } found) return PeopleProblems.LinkSpent;
        var (invitation, person) = found;

        // Staff who come through the company only get no password by the back door.
        if (!await signIn.CanSignInAsync(person)) return PeopleProblems.LinkSpent;

        foreach (var rule in users.PasswordValidators)
            if (await rule.ValidateAsync(users, person, password) is { Succeeded: false } refused) return PasswordProblems.From(refused);

        var taken = invitation.Take(person.MerchantId, clock.GetUtcNow());
        if (!taken.IsOk) return taken.Problem;

        // One save for the password and for the link being used: its version decides who was first.
        person.PasswordHash = users.PasswordHasher.HashPassword(person, password);
        person.EmailConfirmed = person.Email is not null;
        person.LockoutEnd = null;
        try
        {
            var set = await users.UpdateSecurityStampAsync(person);
            if (!set.Succeeded) return PeopleProblems.LinkSpent;
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleProblems.LinkSpent;
        }

        await secondStep.Finish(person, remember: false, WayIn.Password, cancel);
        return Result.Ok;
    }

    private async Task<(Invitation Invitation, PortalUser Person)?> Find(string? token, CancellationToken cancel)
    {
        if (InvitationTokens.HashOf(token) is not { } hash) return null;
        if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.TokenHash == hash, cancel) is not { } invitation) return null;
        var person = await db.Users.SingleOrDefaultAsync(u => u.Id == invitation.Person.Value && u.RemovedAt == null && u.DisabledAt == null, cancel);
        return person is null ? null : (invitation, person);
    }
}
