using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Common;
using Portal.Domain.SignIn;
using Portal.Web.Data.Identity;
using Portal.Web.Features.Devices;
using Portal.Web.Shared.Viewing;

namespace Portal.Web.Features.SignIn;

/// <summary>Signs in by a passkey: two factors in one, and nothing that can be guessed, so a locked password does not stand in its way.</summary>
public sealed class PasskeySignIn(ProvePasskey prove, SecondStep secondStep)
{
    /// <param name="credential">What the browser's authenticator answered, as JSON.</param>
    public async Task<Result> Run(string credential, CancellationToken cancel)
    {
        var proved = await prove.Run(credential, null, cancel);
        if (!proved.IsOk) return proved.Problem;
        await secondStep.Finish(proved.Value, remember: false, WayIn.Passkey, cancel);
        return Result.Ok;
    }
}

/// <summary>Looks at what an authenticator answered. A wrong answer counts against the address it came from and is written down.</summary>
public sealed class ProvePasskey(SignInManager<PortalUser> signIn, UserManager<PortalUser> users, Door door)
{
    /// <param name="of">Whose passkey it has to be; null: anybody's.</param>
    /// <returns>Whose it is; problems passkey-failed, sign-in-slow.</returns>
    public async Task<Result<PortalUser>> Run(string? credential, UserId? of, CancellationToken cancel)
    {
        if (await door.Knock(cancel) is { } tooMany) return tooMany;

        var proved = await Read(credential ?? "");
        if (proved is null || (of is not null && Door.IdOf(proved.User) != of) || !await signIn.CanSignInAsync(proved.User!))
        {
            await door.Wrong(proved?.User, "passkey", last: false, TryLimits.Address, cancel);
            return new Problem("passkey-failed");
        }

        // Its counter, so that a copy of it is found out.
        await users.AddOrUpdatePasskeyAsync(proved.User!, proved.Passkey!);
        await door.Right(null, "", cancel);
        return proved.User!;
    }

    private async Task<PasskeyAssertionResult<PortalUser>?> Read(string credential)
    {
        try
        {
            var proved = await signIn.PerformPasskeyAssertionAsync(credential);
            return proved.Succeeded && proved.Passkey.IsUserVerified ? proved : null;
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException or ArgumentException or FormatException)
        {
            // No challenge of ours is open in this browser (it lasts five minutes), or what was sent is no answer of an authenticator.
            return null;
        }
    }
}

internal static class PasskeyRequest
{
    public static void MapPasskeyRequest(this IEndpointRouteBuilder routes)
    {
        // What the browser needs to ask for a passkey: the same for everybody, so it tells nothing about anyone.
        routes.MapPost("/account/passkeys/request", async (SignInManager<PortalUser> signIn, [FromForm(Name = "_handler")] string? form) =>
            Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json"))
            .WithMetadata(new WithoutSecondFactorAttribute());

        // Somebody who is in confirms with one of their own: the browser offers no other.
        routes.MapPost("/account/passkeys/confirm", async (SignInManager<PortalUser> signIn, UserManager<PortalUser> users, Viewer viewer, [FromForm(Name = "_handler")] string? form) =>
            Results.Content(await signIn.MakePasskeyRequestOptionsAsync(await users.FindByIdAsync(viewer.UserId!.Value.Value.ToString())), "application/json"))
            .RequireAuthorization().WithMetadata(new WithoutSecondFactorAttribute());
    }
}
