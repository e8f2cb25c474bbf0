using System.Text;

namespace Portal.Domain.SignIn;

/// <summary>RFC 4648 without padding: what people can type from one screen into another.</summary>
public static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Letters[(buffer >> bits) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Letters[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>In fours, as it is read out: "JBSW Y3DP …".</summary>
    public static string InFours(string text) => string.Join(' ', text.Chunk(4).Select(four => new string(four)));
}
