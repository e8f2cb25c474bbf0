using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data;
using Portal.Web.Data.Identity;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.Factors;

/// <summary>What the browser needs to make a passkey for a person; it refuses devices that have one already.</summary>
[NeedsFreshSignIn]
public sealed class OfferPasskey(IFreshSignIn fresh, SignInManager<PortalUser> signIn, FactorBook book)
{
    public async Task<Result<string>> Run(UserId person, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        if (await book.Person(person) is not { } user) return Problem.NotFound;
        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email ?? user.Name, DisplayName = user.Name });
    }
}

/// <summary>Takes a new passkey as a person's factor.</summary>
[NeedsFreshSignIn]
public sealed class AddPasskey(IFreshSignIn fresh, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, FactorBook book, FindFactors find, RecoveryCodes recovery, PortalDb db)
{
    /// <param name="Credential">What the browser's authenticator answered, as JSON.</param>
    public sealed record Input(string? Credential, string? Name);

    /// <returns>New recovery codes with a first factor; empty where there are some already.</returns>
    public async Task<Result<IReadOnlyList<string>>> Run(UserId person, Input input, CancellationToken cancel)
    {
        if (await fresh.Missing(cancel) is { } confirmFirst) return confirmFirst;
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > Limits.PasskeyNameLength) return new Problem("passkey-name", Limits.PasskeyNameLength).For("name");
        if (await book.Person(person) is not { } user) return Problem.NotFound;
        var factors = await find.Run(user, cancel);
        if (factors.Passkeys.Count >= Limits.PasskeysPerPerson) return new Problem("passkeys-full", Limits.PasskeysPerPerson);

        if (await Prove(input.Credential ?? "") is not { Passkey: { } passkey } proved || proved.UserEntity?.Id != user.Id.ToString()) return new Problem("passkey-not-added");
        passkey.Name = name;
        var added = await users.AddOrUpdatePasskeyAsync(user, passkey);
        if (!added.Succeeded) return new Problem("passkey-not-added");

        var made = factors.RecoveryCodesLeft == 0 ? recovery.Make() : null;
        if (made is not null) await recovery.Give(person, made, cancel);
        await db.SaveChangesAsync(cancel);
        await book.Changed(user, new FactorAdded(person, user.MerchantId, FactorKind.Passkey), "FactorAdded", cancel);
        return Result.Of(made?.Codes ?? []);
    }

    private async Task<PasskeyAttestationResult?> Prove(string credential)
    {
        try
        {
            var proved = await signIn.PerformPasskeyAttestationAsync(credential);
            return proved.Succeeded && proved.Passkey.IsUserVerified ? proved : null;
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException or ArgumentException or FormatException)
        {
            // No challenge of ours is open in this browser, or what was sent is no answer of an authenticator.
            return null;
        }
    }
}

/// <summary>Gives one's own passkey another name.</summary>
public sealed class RenamePasskey(UserManager<PortalUser> users, FactorBook book, PortalDb db)
{
    public async Task<Result> Run(UserId person, string? id, string? name)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > Limits.PasskeyNameLength) return new Problem("passkey-name", Limits.PasskeyNameLength).For("name");
        if (PasskeyId.Read(id) is not { } credential || await book.Person(person) is not { } user) return Problem.NotFound;
        if (await users.GetPasskeyAsync(user, credential) is not { } passkey) return Problem.NotFound;

        passkey.Name = trimmed;
        db.Raise(new FactorRenamed(person, user.MerchantId, FactorKind.Passkey));
        await users.AddOrUpdatePasskeyAsync(user, passkey);
        return Result.Ok;
    }
}
