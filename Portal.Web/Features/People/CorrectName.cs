using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>Puts a misspelt name right (PIPL 46): one's own, or that of somebody one looks after. Sign-ins that are open show the old one until they end.</summary>
public sealed class CorrectName(IDbContextFactory<PortalDb> databases, Viewer viewer)
{
    /// <param name="name">As typed; white space around it is left off.</param>
    /// <returns>Problems not-found, name-missing, stale.</returns>
    public async Task<Result> Run(UserId id, string? name, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var person = viewer.UserId == id ? await db.Users.SingleOrDefaultAsync(u => u.Id == id.Value && u.RemovedAt == null, cancel) : await ManagedPeople.Find(db, viewer, id, cancel);
        if (person is null) return Problem.NotFound;
        var read = PersonName.Read(name);
        if (!read.IsOk) return read.Problem;
        if (read.Value == person.Name) return Result.Ok;

        person.Name = read.Value!;
        db.Raise(new NameCorrected(id, person.MerchantId));
        return await Saving.Try(db, cancel);
    }
}

/// <summary>Puts one's own name right, on this device at once.</summary>
public sealed class CorrectOwnName(CorrectName correct, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, Viewer viewer)
{
    public async Task<Result> Run(string? name, CancellationToken cancel)
    {
        if (viewer.UserId is not { } id) return Problem.NotFound;
        var done = await correct.Run(id, name, cancel);
        if (done.IsOk && await users.FindByIdAsync(id.Value.ToString()) is { } user) await signIn.RefreshSignInAsync(user);
        return done;
    }
}

/// <summary>What a person is called.</summary>
internal static class PersonName
{
    /// <returns>The name without white space around it; problem name-missing where it is empty or longer than the column.</returns>
    public static Result<string> Read(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= Limits.NameLength } name ? name : new Problem("name-missing", Limits.NameLength).For("name");
}
