using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Features.SignIn;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.People;

/// <summary>Makes a sign-in. Without a password the answer is the token of a one-time invitation link that sets one.</summary>
public sealed class AddPerson(UserManager<PortalUser> users, PortalDb db, TimeProvider clock)
{
    /// <param name="Merchant">DE42 of the merchant; required for owners and cashiers, refused for staff.</param>
    /// <param name="Stores">Store numbers a cashier is limited to; none means every store of the merchant at this moment.</param>
    public sealed record Input(string Email, string Name, Role Role, string? Merchant, IReadOnlyList<string> Stores, string? Password);

    public sealed record Added(Guid UserId, string? InvitationToken);

    public async Task<Result<Added>> Run(Input input, CancellationToken cancel)
    {
        if (!MailAddress.TryCreate(input.Email, out _)) return new Problem("email-invalid").For("email");
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > Limits.NameLength) return new Problem("name-missing", Limits.NameLength).For("name");

        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = input.Email.Trim(),
            Email = input.Email.Trim(),
            Name = input.Name.Trim(),
            Role = input.Role,
            CreatedAt = clock.GetUtcNow(),
            LockoutEnabled = true,
        };

        var placed = await Place(user, input, cancel);
        if (!placed.IsOk) return placed.Problem;

        var made = input.Password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, input.Password);
        if (!made.Succeeded) return PasswordProblems.From(made);

        var token = input.Password is null ? await users.GenerateUserTokenAsync(user, InvitationTokens.Name, InvitationTokens.Purpose) : null;
        return new Added(user.Id, token);
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
}
