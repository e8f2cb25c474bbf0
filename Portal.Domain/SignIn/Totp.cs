using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.SignIn;

/// <summary>The codes of an authenticator app: RFC 6238 as every app speaks it, six digits, thirty seconds, SHA-1.</summary>
public static class Totp
{
    public const int SeedBytes = 20;
    public const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>One step to either side, for clocks that are a little off.</summary>
    private const int Drift = 1;

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string Code(byte[] seed, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // HMAC with SHA-1 is what the apps have; its known weaknesses do not touch HMAC.
        var hash = HMACSHA1.HashData(seed, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step a code belongs to, if it is of now and none after or at it was used; null otherwise. All candidates are compared, whichever fits.</summary>
    public static long? Match(byte[] seed, string code, DateTimeOffset now, long lastUsedStep)
    {
        long? match = null;
        var typed = Encoding.ASCII.GetBytes(code);
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(seed, step)), typed) && step > lastUsedStep) match ??= step;
        return match;
    }

    /// <summary>What the app reads from the QR code.</summary>
    public static string Address(byte[] seed, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32.Of(seed)}&issuer={Uri.EscapeDataString(issuer)}&digits={Digits}&period={StepSeconds}";
}
