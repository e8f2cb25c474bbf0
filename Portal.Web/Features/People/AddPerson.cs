using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Domain.People;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>
/// Makes a sign-in. Without a password the answer is the token of a one-time invitation link that sets one. People of a shop may go without a mail
/// address: they sign in with a number the portal gives them.
/// </summary>
public sealed class AddPerson(UserManager<PortalUser> users, PortalDb db, Invitations invitations, TimeProvider clock)
{
    private const int NumberTries = 20;

    /// <param name="Merchant">DE42 of the merchant; required for owners and cashiers, refused for staff.</param>
    /// <param name="Stores">Store numbers a cashier is limited to; none means every store of the merchant at this moment.</param>
    /// <param name="Days">How long the invitation works; null: a day.</param>
    public sealed record Input(string? Email, string Name, Role Role, string? Merchant, IReadOnlyList<string> Stores, string? Password, int? Days = null);

    /// <param name="SignInName">The mail address, or the number that stands for one.</param>
    public sealed record Added(Guid UserId, string SignInName, string? InvitationToken);

    public async Task<Result<Added>> Run(Input input, CancellationToken cancel)
    {
        var email = input.Email?.Trim() is { Length: > 0 } typed ? typed : null;
        if (email is null ? !input.Role.IsOfStores() : email.Length > Limits.EmailLength || !MailAddress.TryCreate(email, out _)) return new Problem("email-invalid").For("email");
        var name = PersonName.Read(input.Name);
        if (!name.IsOk) return name.Problem;

        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = email ?? await FreeNumber(cancel),
            Email = email,
            Name = name.Value!,
            Role = input.Role,
            CreatedAt = clock.GetUtcNow(),
            LockoutEnabled = true,
        };

        var placed = await Place(user, input, cancel);
        if (!placed.IsOk) return placed.Problem;

        await using var whole = await db.Database.BeginTransactionAsync(cancel);
        var made = input.Password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, input.Password);
        if (!made.Succeeded) return PasswordProblems.From(made);

        var token = input.Password is null ? invitations.Add(db, user, input.Days) : null;
        if (token is null) db.Raise(new PersonAdded(new(user.Id), user.MerchantId, user.Role.ToString()));
        await db.SaveChangesAsync(cancel);
        await whole.CommitAsync(cancel);
        return new Added(user.Id, user.UserName!, token);
    }

    private async Task<Result> Place(PortalUser user, Input input, CancellationToken cancel)
    {
        if (!input.Role.IsOfMerchant())
            return input.Merchant is null ? Result.Ok : new Problem("staff-has-no-merchant").For("merchant");
        if (input.Merchant is null) return new Problem("merchant-missing").For("merchant");

        var merchant = await db.Merchants.SingleOrDefaultAsync(m => m.Number == input.Merchant, cancel);
        if (merchant is null) return new Problem("merchant-unknown", input.Merchant).For("merchant");
        user.MerchantId = merchant.Id;
        if (!input.Role.IsOfStores()) return Result.Ok;

        var stores = await db.Stores.Where(s => s.MerchantId == merchant.Id).ToListAsync(cancel);
        foreach (var number in input.Stores)
            if (stores.All(s => s.Number != number)) return new Problem("store-unknown", number).For("store");

        var given = input.Stores.Count == 0 ? stores : stores.Where(s => input.Stores.Contains(s.Number));
        user.Stores = [.. given.Select(s => new PortalUserStore { UserId = user.Id, StoreId = s.Id })];
        return Result.Ok;
    }

    /// <summary>Eight digits: typed in a moment on any phone, say nothing about the person, and tell nobody which names other shops use.</summary>
    private async Task<string> FreeNumber(CancellationToken cancel)
    {
        for (var i = 0; i < NumberTries; i++)
        {
            var number = RandomNumberGenerator.GetInt32(10_000_000, 100_000_000).ToString(CultureInfo.InvariantCulture);
            if (!await db.Users.AnyAsync(u => u.NormalizedUserName == number, cancel)) return number;
        }

        throw new InvalidOperationException("No sign-in number is free.");
    }
}
