using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Common;

namespace Portal.Domain.SignIn;

/// <summary>
/// One way in when phone and passkey are gone: works once. The code itself is shown once and never kept; of 60 random bits a plain hash, salted
/// with the person, can't be searched through ten tries at a time, nor is it worth searching offline.
/// </summary>
public sealed class RecoveryCode
{
    public const int Length = 12;
    public const int Bytes = 8;

    // No 0/O, 1/I/L: codes are written on paper.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private RecoveryCode() { }

    public RecoveryCode(Guid id, UserId user, string code)
    {
        Id = id;
        UserId = user;
        Hash = HashOf(user, code);
    }

    public Guid Id { get; private init; }
    public UserId UserId { get; private init; }

    /// <summary>SHA-256 of person and code, hexadecimal.</summary>
    public string Hash { get; private init; } = "";

    public DateTimeOffset? UsedAt { get; private init; }

    public static string HashOf(UserId user, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Value:N}/{code}")));

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
