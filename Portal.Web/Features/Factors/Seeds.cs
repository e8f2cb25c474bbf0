using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Domain.Common;
using Portal.Domain.SignIn;

namespace Portal.Web.Features.Factors;

/// <summary>Seeds of authenticator apps, sealed with the portal's keys, each for its person alone.</summary>
public sealed class Seeds(IDataProtectionProvider protection, TimeProvider clock)
{
    public static byte[] New() => RandomNumberGenerator.GetBytes(Totp.SeedBytes);

    public string Seal(UserId user, byte[] seed) => Convert.ToBase64String(Kept(user).Protect(seed));

    /// <summary>Null where the keys are gone: the app must be set up anew, by a recovery code or an administrator.</summary>
    public byte[]? Open(UserId user, string sealedSeed) => Unprotect(Kept(user), sealedSeed);

    /// <summary>A seed on its way through the set-up form: not yet anybody's factor, good for an hour.</summary>
    public string Offer(UserId user, byte[] seed) =>
        Convert.ToBase64String(Offered(user).Protect([.. BitConverter.GetBytes(clock.GetUtcNow().ToUnixTimeSeconds()), .. seed]));

    public byte[]? Accept(UserId user, string? offered)
    {
        if (Unprotect(Offered(user), offered) is not { Length: 8 + Totp.SeedBytes } bytes) return null;
        var age = clock.GetUtcNow().ToUnixTimeSeconds() - BitConverter.ToInt64(bytes);
        return age is >= 0 and <= 3600 ? bytes[8..] : null;
    }

    private IDataProtector Kept(UserId user) => protection.CreateProtector("portal.factors.seed", user.Value.ToString("N"));

    private IDataProtector Offered(UserId user) => protection.CreateProtector("portal.factors.offer", user.Value.ToString("N"));

    private static byte[]? Unprotect(IDataProtector protector, string? text)
    {
        try
        {
            return text is { Length: > 0 and < 2000 } ? protector.Unprotect(Convert.FromBase64String(text)) : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
