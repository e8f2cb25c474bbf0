using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.E2E.Support;

/// <summary>An authenticator app on a phone beside the browser. Written apart from the portal's own code, as any app is.</summary>
public sealed class AuthenticatorApp
{
    private readonly byte[] seed;
    private long lastShown;

    public AuthenticatorApp(string typedSeed)
    {
        var bits = string.Concat(typedSeed.Where(char.IsLetterOrDigit)
            .Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        seed = [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    public string Now() => At(lastShown = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);

    /// <summary>A code not shown before. The next one is taken already while the clock is still in this one, so nobody has to wait.</summary>
    public string Next() => At(lastShown = Math.Max(lastShown + 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));

    private string At(long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The apps speak SHA-1.
        var hash = HMACSHA1.HashData(seed, counter);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
