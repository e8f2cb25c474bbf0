using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Common;

namespace Portal.Domain.SignIn;

/// <summary>
/// One way in when phone and passkey are gone: works once. The code itself is shown once and never kept. It has 60 random bits, so what is kept is slow to search even
/// with a copy of the database: a password hash with a random salt. The ten of a set share the salt, so that a code typed is hashed once, not ten times.
/// </summary>
public sealed class RecoveryCode
{
    public const int Length = 12;
    public const int Bytes = 8;
    public const int SaltBytes = 16;
    private const int HashBytes = 32;

    // No 0/O, 1/I/L: codes are written on paper.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private RecoveryCode() { }

    /// <param name="hash">As <see cref="HashOf"/> made it of this salt in so many rounds.</param>
    public RecoveryCode(Guid id, UserId user, string hash, byte[] salt, int rounds)
    {
        Id = id;
        UserId = user;
        Hash = hash;
        Salt = salt;
        Rounds = rounds;
    }

    public Guid Id { get; private init; }
    public UserId UserId { get; private init; }

    /// <summary>PBKDF2 of the code, hexadecimal.</summary>
    public string Hash { get; private init; } = "";

    public byte[] Salt { get; private init; } = [];

    /// <summary>Of the hash; a later release may take more of them for new codes.</summary>
    public int Rounds { get; private init; }

    public DateTimeOffset? UsedAt { get; private init; }

    public static string HashOf(string code, byte[] salt, int rounds) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(code), salt, rounds, HashAlgorithmName.SHA512, HashBytes));

    /// <summary>A code of random bytes.</summary>
    public static string Of(ReadOnlySpan<byte> random)
    {
        var number = BitConverter.ToUInt64(random);
        var code = new char[Length];
        for (var i = 0; i < Length; i++)
        {
            code[i] = Letters[(int)(number % (ulong)Letters.Length)];
            number /= (ulong)Letters.Length;
        }

        return new string(code);
    }

    /// <summary>As it is shown: "7KQM-2XPA-93HT".</summary>
    public static string Show(string code) => string.Join('-', code.Chunk(4).Select(four => new string(four)));
}
